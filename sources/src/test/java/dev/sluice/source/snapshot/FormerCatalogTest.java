package dev.sluice.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.Former;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A catalog that a version of the form `c1` kept, beside the database as this version reads it.
class FormerCatalogTest {
    private static final Catalog FORMER = FormerCatalog.read(Former.catalog());

    @Test
    void what_was_not_touched_since_differs_by_nothing() throws SQLException {
        try (TestDatabase database = TestPostgres.database().execute(Former.sql())) {
            Catalog live = read(database);
            Catalog expected = FormerCatalog.completed(FORMER, live);
            assertThat(differences(database)).isEmpty();
            assertThat(Fingerprint.of(expected)).isEqualTo(Fingerprint.of(live));
            assertThat(Diff.withAccess(expected, live)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DROP TABLE shop.orders                               | table shop.orders: dropped
                    CREATE TABLE shop.more (id int CHECK (id > 0))       | table shop.more: new
                    ALTER TABLE shop.users ADD more text                 | column shop.users.more: new
                    DROP INDEX shop.by_name                              | index shop.by_name: dropped
                    DROP TRIGGER touch ON shop.users                     | trigger shop.users.touch: dropped
                    DROP POLICY own ON shop.users                        | policy shop.users.own: dropped
                    ALTER DOMAIN shop.email DROP NOT NULL                | domain shop.email: definition changed
                    COMMENT ON DOMAIN shop.email IS 'another'            | domain shop.email: comment
                    ALTER TYPE shop."Point" ADD ATTRIBUTE z int CASCADE  | composite shop.Point: definition changed
                    ALTER TYPE shop.mood ADD VALUE 'calm'                | enum shop.mood
                    CREATE OR REPLACE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END' | function shop.touch(): definition changed
                    CREATE OR REPLACE VIEW shop.happy AS SELECT id, name FROM shop.users | view shop.happy
                    """)
    void a_real_change_is_still_found(String change, String words) throws SQLException {
        try (TestDatabase database = TestPostgres.database().execute(Former.sql(), change)) {
            assertThat(differences(database)).anyMatch(d -> d.startsWith(words)).hasSizeLessThan(4);
        }
    }

    @Test
    void what_that_form_could_not_say_is_no_difference() throws SQLException {
        try (TestDatabase database =
                TestPostgres.database()
                        .execute(
                                Former.sql(),
                                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA"
                                        + " WRAPPER w",
                                "CREATE FOREIGN TABLE shop.far (id int) SERVER s",
                                "CREATE TRIGGER touch BEFORE UPDATE ON shop.far EXECUTE FUNCTION"
                                        + " shop.touch()",
                                "ALTER TABLE shop.users SET WITHOUT CLUSTER; DROP AGGREGATE"
                                        + " shop.total(int)",
                                "ALTER DOMAIN shop.email ADD CONSTRAINT later CHECK (VALUE <> '')"
                                        + " NOT VALID",
                                "ALTER INDEX shop.part_at_idx RENAME TO named")) {
            assertThat(differences(database)).isEmpty();
        }
    }

    @Test
    void a_person_can_read_it_as_sql() {
        assertThat(Sql.script(FORMER))
                .contains("CREATE DOMAIN shop.email", "CREATE TYPE shop.\"Point\"", "shop.twice");
    }

    private static List<String> differences(TestDatabase database) throws SQLException {
        Catalog live = read(database);
        return Diff.between(FormerCatalog.completed(FORMER, live), live).stream()
                .map(Difference::words)
                .toList();
    }

    private static Catalog read(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            return CatalogReader.read(connection);
        }
    }
}
