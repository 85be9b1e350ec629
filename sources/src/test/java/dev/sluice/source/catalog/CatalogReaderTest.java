package dev.sluice.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.DefinitionDifference;
import dev.sluice.diff.Diff;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.schema.Unsupported;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogReaderTest {
    private static final String SHOP =
            """
            CREATE SCHEMA shop;
            CREATE TYPE shop.mood AS ENUM ('sad', 'it''s ok', 'happy');
            CREATE DOMAIN shop.email AS text CHECK (VALUE ~ '@');
            CREATE TYPE shop.point3 AS (x int, y numeric(10,2));
            CREATE SEQUENCE shop.free INCREMENT 5;
            CREATE TABLE shop.users (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              email shop.email NOT NULL UNIQUE,
              mood shop.mood DEFAULT 'happy',
              moods shop.mood[],
              name varchar(40) COLLATE "C",
              lower_name text GENERATED ALWAYS AS (lower(name)) STORED,
              CHECK (name <> ''));
            CREATE TABLE shop.orders (
              id serial PRIMARY KEY,
              user_id bigint REFERENCES shop.users ON DELETE CASCADE,
              at timestamptz DEFAULT '2020-01-01 00:00:00+02');
            CREATE INDEX orders_recent ON shop.orders (at DESC, lower(id::text)) INCLUDE (user_id) WHERE user_id > 5;
            CREATE VIEW shop.v WITH (security_barrier) AS SELECT id, mood FROM shop.users;
            CREATE MATERIALIZED VIEW shop.mv AS SELECT count(*) AS n FROM shop.v;
            CREATE FUNCTION shop.f(u shop.users, int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT $2';
            CREATE FUNCTION shop.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touch BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION shop.t();
            ALTER TABLE shop.users ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON shop.users FOR SELECT USING (mood = 'happy');
            CREATE AGGREGATE shop.agg(int) (sfunc = int4pl, stype = int);
            CREATE TYPE shop.r AS RANGE (subtype = int);
            CREATE TABLE shop.parted (id int, r shop.r) PARTITION BY RANGE (id);
            CREATE TABLE shop.part1 PARTITION OF shop.parted FOR VALUES FROM (0) TO (10);
            CREATE INDEX parted_id ON shop.parted (id);
            COMMENT ON TABLE shop.users IS 'people';
            COMMENT ON COLUMN shop.users.name IS 'their name';
            """;

    /// A large object is no part of a schema, and here it hangs on one like what a later PostgreSQL
    /// may bring.
    @Test
    void an_object_of_a_kind_that_nothing_here_reads_is_named() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    """
                    SET allow_system_table_mods = on;
                    SELECT lo_create(470011);
                    INSERT INTO pg_depend VALUES ('pg_largeobject'::regclass, 470011, 0,
                        'pg_namespace'::regclass, 'public'::regnamespace, 0, 'n');
                    """);
            assertThat(read(database).all(Unsupported.class))
                    .containsExactly(new Unsupported("large object", "", "470011", "470011"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void a_schema_is_read_on_every_major(int major) throws Exception {
        try (TestDatabase database = TestPostgres.database(major)) {
            database.execute(SHOP);
            Catalog catalog = read(database);
            assertThat(catalog.major()).isEqualTo(major);
            assertThat(catalog.objects())
                    .extracting(o -> o.id().words())
                    .containsExactly(
                            "schema shop",
                            "enum shop.mood",
                            "composite shop.point3",
                            "range shop.r",
                            "domain shop.email",
                            "sequence shop.free",
                            "sequence shop.orders_id_seq",
                            "table shop.orders",
                            "table shop.part1",
                            "table shop.parted",
                            "table shop.users",
                            "function shop.f(shop.users, integer)",
                            "function shop.t()",
                            "aggregate shop.agg(integer)",
                            "index shop.orders_recent",
                            "index shop.parted_id",
                            "view shop.v",
                            "materialized view shop.mv",
                            "trigger shop.users.touch",
                            "policy shop.users.own");
            Table users = catalog.table(QualifiedName.of("shop", "users")).orElseThrow();
            assertThat(users.columns())
                    .extracting(c -> c.name() + " " + c.type() + " " + c.collation())
                    .containsExactly(
                            "id bigint null",
                            "email shop.email null",
                            "mood shop.mood null",
                            "moods shop.mood[] null",
                            "name character varying(40) pg_catalog.\"C\"",
                            "lower_name text null");
            assertThat(users.constraints())
                    .extracting(k -> k.name() + " " + k.definition())
                    .containsExactly(
                            "users_email_key UNIQUE (email)",
                            "users_name_check CHECK (((name)::text <> ''::text))",
                            "users_pkey PRIMARY KEY (id)");
            assertThat(catalog.dependencies())
                    .contains(
                            new Dependency(
                                    ObjectId.of(Kind.VIEW, QualifiedName.of("shop", "v")),
                                    column("users", "mood")),
                            new Dependency(
                                    column("users", "mood"),
                                    ObjectId.of(Kind.ENUM, QualifiedName.of("shop", "mood"))),
                            new Dependency(
                                    new ObjectId(Kind.POLICY, "shop", "users", "own"),
                                    column("users", "mood")),
                            new Dependency(
                                    new ObjectId(
                                            Kind.FUNCTION, "shop", "f(shop.users, integer)", ""),
                                    ObjectId.of(Kind.TABLE, QualifiedName.of("shop", "users"))),
                            new Dependency(
                                    new ObjectId(
                                            Kind.CONSTRAINT,
                                            "shop",
                                            "orders",
                                            "orders_user_id_fkey"),
                                    new ObjectId(Kind.CONSTRAINT, "shop", "users", "users_pkey")));
        }
    }

    @Test
    void names_of_any_letters_are_read_as_they_are() throws Exception {
        String name = "a\"b'; DROP TABLE x; --\\ é\n. $$";
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    "CREATE SCHEMA " + quoted,
                    "CREATE TYPE " + quoted + "." + quoted + " AS ENUM ('a''b\"\\')",
                    "CREATE TABLE %1$s.t%1$s (%1$s %1$s.%1$s PRIMARY KEY)"
                            .replace("t%1$s", "%2$s")
                            .formatted(quoted, "\"t" + quoted.substring(1)),
                    "CREATE INDEX \"i%1$s ON %2$s.\"t%1$s (%2$s)"
                            .formatted(quoted.substring(1), quoted));
            Catalog catalog = read(database);
            assertThat(catalog.objects())
                    .extracting(SchemaObject::id)
                    .containsExactly(
                            new ObjectId(Kind.SCHEMA, "", name, ""),
                            new ObjectId(Kind.ENUM, name, name, ""),
                            new ObjectId(Kind.TABLE, name, "t" + name, ""),
                            new ObjectId(Kind.INDEX, name, "i" + name, ""));
        }
    }

    @Test
    void a_weaker_role_sees_the_same() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(SHOP, "CREATE ROLE weak_reader LOGIN");
            try (Connection connection = database.connect()) {
                Catalog all = CatalogReader.read(connection);
                try (var statement = connection.createStatement()) {
                    statement.execute("SET ROLE weak_reader");
                }
                assertThat(CatalogReader.read(connection)).isEqualTo(all);
            } finally {
                database.execute("DROP ROLE weak_reader");
            }
        }
    }

    @Test
    void a_column_dropped_and_added_again_changes_nothing() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("CREATE TABLE t (a int, b text DEFAULT 'x', c int)");
            Fingerprint before = Fingerprint.of(read(database));
            database.execute(
                    "ALTER TABLE t DROP COLUMN b", "ALTER TABLE t ADD COLUMN b text DEFAULT 'x'");
            assertThat(Fingerprint.of(read(database))).isEqualTo(before);
        }
    }

    @Test
    void an_open_transaction_is_seen_and_left_as_it_was() throws Exception {
        try (TestDatabase database = TestPostgres.database();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET search_path = public; CREATE TABLE t (id int)");
                assertThat(CatalogReader.read(connection).objects()).hasSize(1);
                var settings = statement.executeQuery("SHOW search_path");
                settings.next();
                assertThat(settings.getString(1)).isEqualTo("public");
                statement.execute("TABLE t");
            }
            connection.rollback();
            assertThat(CatalogReader.read(connection).objects()).isEmpty();
        }
    }

    @Test
    void the_books_of_migration_runners_are_no_part_of_a_schema() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    "CREATE SCHEMA drizzle",
                    "CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)",
                    "CREATE SCHEMA sluice",
                    "CREATE TABLE sluice.applied (id int)",
                    "CREATE TABLE schema_migrations (title text)");
            assertThat(read(database).objects())
                    .extracting(o -> o.id().words())
                    .containsExactly("table public.schema_migrations");
        }
    }

    @Test
    void members_of_extensions_are_left_out_and_known_as_theirs() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("CREATE EXTENSION citext", "CREATE TABLE t (a citext)");
            Catalog catalog = read(database);
            assertThat(catalog.objects())
                    .extracting(o -> o.id().words())
                    .containsExactly("extension citext", "table public.t");
            assertThat(catalog.dependencies())
                    .contains(
                            new Dependency(
                                    new ObjectId(Kind.COLUMN, "public", "t", "a"),
                                    new ObjectId(Kind.EXTENSION, "", "citext", "")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FOREIGN DATA WRAPPER w OPTIONS (debug '%s')",
                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host '%s')",
                "CREATE TYPE t; CREATE FUNCTION i(cstring) RETURNS t LANGUAGE internal STRICT IMMUTABLE AS 'int4in';"
                        + " CREATE FUNCTION o(t) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'int4out';"
                        + " CREATE TYPE t (INPUT = i, OUTPUT = o, LIKE = int4, CATEGORY = '%.1s')"
            })
    void what_is_defined_as_a_whole_differs_by_its_options(String sql) throws Exception {
        try (TestDatabase one = TestPostgres.database();
                TestDatabase other = TestPostgres.database()) {
            one.execute(sql.formatted("n"));
            other.execute(sql.formatted("m"));
            assertThat(Diff.between(read(one), read(other)))
                    .singleElement()
                    .isInstanceOf(DefinitionDifference.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON m TO pg_monitor",
                "GRANT SELECT (a) ON v TO pg_monitor",
                "CLUSTER m USING i"
            })
    void what_hangs_on_a_view_comes_back_with_it(String sql) throws Exception {
        String[] views = {
            "CREATE VIEW v AS SELECT a FROM t",
            "CREATE MATERIALIZED VIEW m AS SELECT a FROM v",
            "CREATE INDEX i ON m (a)",
            sql
        };
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("CREATE TABLE t (a int)");
            database.execute(views);
            Catalog from = read(database);
            database.execute("DROP VIEW v CASCADE", "ALTER TABLE t ALTER a TYPE bigint");
            database.execute(views);
            assertThat(Planner.plan(from, read(database), PlanOptions.NONE))
                    .isInstanceOfSatisfying(
                            Planned.Ready.class,
                            ready ->
                                    assertThat(ready.plan().steps())
                                            .extracting(Step::sql)
                                            .anyMatch(s ->
                                                    s.contains(
                                                            sql.startsWith("GRANT")
                                                                    ? "GRANT SELECT"
                                                                    : "CLUSTER ON")));
        }
    }

    private static ObjectId column(String table, String column) {
        return new ObjectId(Kind.COLUMN, "shop", table, column);
    }

    private static Catalog read(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            return CatalogReader.read(connection);
        }
    }
}
