package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Rename;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Renames;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenamesTest {
    @Test
    void only_a_schema_that_is_missing_is_made_for_what_moves_into_it() throws SQLException {
        try (TestDatabase database = TestPostgres.database(18)) {
            database.execute(
                    "CREATE SCHEMA there; CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c ()");
            List<Rename> renames =
                    List.of(
                            table("a", "public", "z"),
                            table("b", "there", "b"),
                            table("c", "new", "c"));
            List<String> statements = Renames.statements(Pair.read(database), renames);
            assertThat(statements)
                    .filteredOn(s -> s.contains("CREATE"))
                    .containsExactly("CREATE SCHEMA \"new\"");
            for (String s : statements) database.execute(s);
            assertThat(Pair.read(database).objects())
                    .extracting(o -> o.id().words())
                    .contains("table public.z", "table there.b", "table new.c");
        }
    }

    private static Rename table(String from, String schema, String to) {
        return new Rename.OfTable(QualifiedName.of("public", from), QualifiedName.of(schema, to));
    }
}
