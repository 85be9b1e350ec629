package dev.sluice.source.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ScratchTest {
    private static final Scratch SCRATCH = open();

    private static Scratch open() {
        return Scratch.open(18, TestPostgres.scratchUrl(18));
    }

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    @Test
    void a_template_is_built_once_and_copied() throws Exception {
        var builds = new AtomicInteger();
        for (int i = 0; i < 2; i++)
            try (Scratch scratch = open();
                    ScratchDatabase template =
                            scratch.cached(
                                    "a_template_is_built_once",
                                    c -> {
                                        builds.incrementAndGet();
                                        run(c, "CREATE TABLE t (id int)");
                                    });
                    ScratchDatabase copy = scratch.database(template);
                    ScratchDatabase copyOfCopy = scratch.database(copy);
                    Connection connection = copyOfCopy.connect()) {
                assertThat(CatalogReader.read(connection).objects()).hasSize(1);
            }
        assertThat(builds).hasValue(1);
    }

    @Test
    void a_template_that_somebody_holds_outlives_those_that_come_after_it() throws Exception {
        try (Scratch other = open()) {
            try (Scratch holder = open();
                    ScratchDatabase old = holder.cached("old", c -> run(c, "SELECT 1"))) {
                for (int i = 0; i < 61; i++) other.cached("newer " + i, c -> run(c, "SELECT 1"));
                holder.database(old).close();
            }
            other.cached("newest", c -> run(c, "SELECT 1"));
            assertThat(other.kept("old")).isEmpty();
            assertThat(other.kept("newest")).isPresent();
        }
    }

    @Test
    void a_template_that_fails_is_not_kept() throws Exception {
        assertThatThrownBy(() -> SCRATCH.cached("fails", c -> run(c, "SELECT oops")))
                .hasMessageContaining("oops");
        try (ScratchDatabase template = SCRATCH.cached("fails", c -> run(c, "SELECT 1"))) {
            assertThat(template.name()).startsWith("sluice_t_");
        }
    }

    @Test
    void what_a_dead_client_left_is_dropped_by_the_next() throws Exception {
        Scratch dead = open();
        String left = dead.database().name();
        dead.close();
        try (Scratch next = open();
                ScratchDatabase database = next.database();
                Connection connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT count(*) FROM pg_database WHERE datname = '"
                                                + left
                                                + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void another_major_is_refused_with_the_next_step() {
        assertThatThrownBy(() -> Scratch.open(16, TestPostgres.scratchUrl(18)))
                .isInstanceOf(ScratchUnavailableException.class)
                .hasMessageContaining("18")
                .hasMessageContaining("--scratch");
    }

    @Test
    void statements_load_in_any_order() throws Exception {
        String sql =
                """
                CREATE VIEW v AS SELECT * FROM t;
                CREATE TABLE t (id int REFERENCES u, m mood DEFAULT 'ok');
                CREATE FUNCTION f() RETURNS SETOF later LANGUAGE sql AS 'SELECT * FROM later';
                CREATE TYPE mood AS ENUM ('ok');
                CREATE TABLE u (id int PRIMARY KEY);
                BEGIN;
                CREATE TABLE later (id int);
                COMMIT;
                ALTER TYPE mood ADD VALUE 'new';
                ALTER TABLE t ALTER m SET DEFAULT 'new';
                CREATE INDEX CONCURRENTLY i ON u (id);
                SET search_path = other, public;
                CREATE TABLE x (id int);
                SET search_path = public;
                CREATE SCHEMA other
                """;
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connect()) {
            assertThat(Loader.load(connection, Statements.split(sql))).isEmpty();
            assertThat(CatalogReader.read(connection).objects())
                    .extracting(o -> o.id().words())
                    .contains("view public.v", "index public.i", "function public.f()");
        }
    }

    @Test
    void the_first_error_names_file_line_and_column() throws Exception {
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connect()) {
            List<Problem> problems =
                    Loader.load(
                            connection,
                            Statements.split(
                                    "schema.sql",
                                    "CREATE TABLE a (id int);\nCREATE TABLE t (\n  id integr\n);\nSELECT 1"));
            assertThat(problems)
                    .extracting(Problem::toString)
                    .containsExactly(
                            """
                            schema.sql:3:6: type "integr" does not exist
                                  id integr
                                     ^\
                            """);
        }
    }

    @Test
    void a_catalog_settles_after_one_round() throws Exception {
        String sql =
                """
                CREATE TABLE t (a varchar(10), CHECK (a IN ('x', 'y')));
                CREATE INDEX i ON t (a) WHERE a IN ('x', 'y');
                CREATE VIEW v AS SELECT a FROM t WHERE a IN ('x', 'y');
                ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON t USING (a IN ('x', 'y'));
                CREATE TYPE r AS RANGE (subtype = int);
                CREATE TABLE w (r r);
                """;
        Catalog read = load(Statements.split(sql));
        Catalog settled = FixedPoint.settle(read, SCRATCH);
        assertThat(settled.objects()).hasSameSizeAs(read.objects());
        assertThat(Fingerprint.of(settled)).isNotEqualTo(Fingerprint.of(read));
        assertThat(Fingerprint.of(FixedPoint.settle(settled, SCRATCH)))
                .isEqualTo(Fingerprint.of(settled));
        Catalog restored = load(Sql.statements(read).stream().map(SqlStatement::of).toList());
        assertThat(restored.objects())
                .filteredOn(o -> o.id().name().equals("t") || o.id().name().equals("v"))
                .allSatisfy(o -> assertThat(settled.find(o.id())).contains(o));
    }

    @Test
    void what_is_called_stable_prints_the_same_after_a_round() throws Exception {
        String sql =
                """
                CREATE SCHEMA "a.b";
                CREATE SEQUENCE "a.b"."s'q";
                CREATE TYPE "a.b"."m'd" AS ENUM ('it''s', 'b');
                CREATE TABLE parent (id serial PRIMARY KEY, u text UNIQUE NULLS NOT DISTINCT);
                CREATE TABLE t (
                  a varchar(9) DEFAULT 'it''s', b numeric(12, 2) DEFAULT 0, c numeric(5) DEFAULT '1.5', d text[] DEFAULT '{}',
                  e "a.b"."m'd" DEFAULT 'it''s', f timestamptz(3) DEFAULT now(), g timestamp DEFAULT CURRENT_TIMESTAMP,
                  h date DEFAULT CURRENT_DATE, i uuid DEFAULT gen_random_uuid(), j jsonb DEFAULT '{"k": [1]}', k char(3) DEFAULT 'x',
                  l bigint DEFAULT nextval('"a.b"."s''q"'), m boolean DEFAULT true, n interval DEFAULT '1 day', o smallint DEFAULT -1,
                  p text DEFAULT CURRENT_USER, q text DEFAULT NULL, r bit(3) DEFAULT B'101', s real DEFAULT 1.5, t inet DEFAULT '::1',
                  u int GENERATED ALWAYS AS IDENTITY, v text COLLATE "C" DEFAULT 'x' || 'y', w time DEFAULT '12:00', x varchar DEFAULT 'a\\b',
                  y int REFERENCES parent ON DELETE CASCADE DEFERRABLE, z "a.b"."m'd"[] DEFAULT '{}');
                CREATE INDEX i ON t USING btree (a DESC NULLS LAST, b);
                CREATE INDEX j ON t USING hash (a);
                CREATE INDEX k ON t (lower(a));
                CREATE INDEX l ON t (a) WHERE b > 0;
                """;
        Catalog read = load(Statements.split(sql));
        Catalog again = load(Sql.statements(read).stream().map(SqlStatement::of).toList());
        List<SchemaObject> stable = read.objects().stream().filter(Stable::is).toList();
        assertThat(again.objects()).containsAll(stable);
        assertThat(stable)
                .extracting(o -> o.id().name())
                .contains("i", "j", "parent", "s'q", "m'd")
                .doesNotContain("k", "l", "t");
        List<SchemaObject> columns = columnByColumn(read).stream().filter(Stable::is).toList();
        assertThat(columnByColumn(again)).containsAll(columns);
        assertThat(columns)
                .extracting(o -> o.id().name())
                .contains("a", "b", "c", "d", "f", "g", "h", "i", "j", "k", "l", "m", "n", "w", "y")
                .doesNotContain("v");
    }

    /// A table for each column of `t`, by the column's name.
    private static List<SchemaObject> columnByColumn(Catalog catalog) {
        Table t = catalog.table(QualifiedName.of("public", "t")).orElseThrow();
        return t.columns().stream()
                .<SchemaObject>map(c ->
                        new Table(
                                QualifiedName.of("public", c.name().text()),
                                List.of(c),
                                List.of(),
                                t.rowSecurity(),
                                t.forceRowSecurity(),
                                t.unlogged(),
                                t.options(),
                                t.accessMethod(),
                                t.replicaIdentity(),
                                t.partitioning(),
                                null,
                                null))
                .toList();
    }

    @Test
    void a_missing_role_is_named_and_made_only_where_all_is_scratch() throws Exception {
        var statements =
                Statements.split(
                        "CREATE ROLE load_maker; CREATE TABLE t (id int); CREATE POLICY p ON t TO load_reader USING (true)");
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connect()) {
            assertThat(Loader.load(connection, statements))
                    .extracting(Problem::message)
                    .containsExactly("role \"load_reader\" does not exist");
            run(connection, "DROP TABLE t");
            assertThat(Loader.load(connection, statements, true)).isEmpty();
            run(connection, "DROP TABLE t; DROP ROLE load_reader, load_maker");
        }
    }

    private static Catalog load(List<SqlStatement> statements) throws SQLException {
        try (ScratchDatabase database = SCRATCH.database();
                Connection connection = database.connect()) {
            Loader.load(connection, statements);
            return CatalogReader.read(connection);
        }
    }

    private static void run(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
