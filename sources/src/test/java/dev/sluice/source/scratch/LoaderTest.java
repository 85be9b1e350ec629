package dev.sluice.source.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Kind;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class LoaderTest {
    private static final Scratch SCRATCH = Scratch.open(18, TestPostgres.scratchUrl(18));

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    @Test
    void five_hundred_views_that_each_need_the_next_one_load_in_no_time() throws Exception {
        var sql = new StringBuilder();
        for (int i = 0; i < 500; i++)
            sql.append("CREATE VIEW v%d AS SELECT * FROM v%d;\n".formatted(i, i + 1));
        sql.append("CREATE TABLE v500 (id int);");
        var begun = Instant.now();
        assertThat(count(Statements.split(sql.toString()), Kind.VIEW)).isEqualTo(500);
        // tried in rounds it takes 125 000 attempts, which is minutes
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void ten_thousand_statements_in_no_order_load() throws Exception {
        var sql = new ArrayList<String>();
        for (int i = 0; i < 2000; i++) {
            int parent = Math.max(0, i - 7);
            sql.add("CREATE TABLE t%d (id int PRIMARY KEY, p int)".formatted(i));
            sql.add("ALTER TABLE t%d ADD FOREIGN KEY (p) REFERENCES t%d".formatted(i, parent));
            sql.add("CREATE INDEX i%d ON t%d (p)".formatted(i, i));
            sql.add("CREATE VIEW v%d AS SELECT id FROM t%d".formatted(i, i));
            sql.add("COMMENT ON VIEW v%d IS 'the %dth'".formatted(i, i));
        }
        Collections.shuffle(sql, new Random(11));
        assertThat(count(sql.stream().map(SqlStatement::of).toList(), Kind.VIEW)).isEqualTo(2000);
    }

    @Test
    void quoted_names_schemas_functions_and_triggers_are_waited_for() throws Exception {
        assertThat(
                        load(
                                """
                                CREATE TRIGGER t BEFORE UPDATE ON "App"."Orders" EXECUTE FUNCTION "App"."Touch"();
                                CREATE TABLE "App"."Orders" (id int DEFAULT "App".next());
                                CREATE FUNCTION "App"."Touch"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                                CREATE FUNCTION "App".next() RETURNS int LANGUAGE sql AS 'SELECT 1';
                                CREATE SCHEMA "App";
                                """))
                .isEmpty();
    }

    @Test
    void only_the_cause_is_told_and_how_much_follows_from_it() throws Exception {
        assertThat(
                        load(
                                """
                                CREATE VIEW b AS SELECT * FROM a;
                                CREATE VIEW a AS SELECT * FROM t;
                                CREATE TABLE t (
                                  id int,
                                  at timstamp
                                );
                                CREATE INDEX i ON t (id);
                                CREATE TABLE fine ();
                                """))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.message()).isEqualTo("type \"timstamp\" does not exist");
                    assertThat(p.line()).isEqualTo(5);
                    assertThat(p.column()).isEqualTo(6);
                    assertThat(p.fix()).contains("3 more statements");
                    assertThat(p.excerpt()).isEqualTo("      at timstamp\n         ^");
                });
    }

    @Test
    void an_extension_that_scratch_lacks_is_named_with_the_way_on_and_no_path_of_the_machine()
            throws Exception {
        assertThat(load("CREATE EXTENSION postgis; CREATE TABLE t (at geometry);"))
                .first()
                .satisfies(p -> {
                    assertThat(p.message()).contains("does not have the extension postgis");
                    assertThat(p.toString()).contains("--scratch URL").doesNotContain("control");
                });
    }

    @Test
    void a_role_that_a_given_server_lacks_is_named_with_the_way_on() throws Exception {
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connectSimple()) {
            var sql = "CREATE TABLE t (); GRANT SELECT ON t TO loader_reader;";
            assertThat(Loader.load(connection, Statements.split("a.sql", sql)))
                    .extracting(Problem::toString)
                    .singleElement()
                    .asString()
                    .contains("a.sql:1:20: role \"loader_reader\" does not exist", "make it there");
        }
    }

    private static List<Problem> load(String sql) throws SQLException {
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connectSimple()) {
            return SCRATCH.load(connection, Statements.split("schema.sql", sql));
        }
    }

    private static long count(List<SqlStatement> statements, Kind kind) throws SQLException {
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connectSimple()) {
            assertThat(SCRATCH.load(connection, statements)).isEmpty();
            return CatalogReader.read(connection).objects().stream()
                    .filter(o -> o.id().kind() == kind)
                    .count();
        }
    }
}
