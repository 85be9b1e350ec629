package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans applied to a real PostgreSQL, there and back.
class PlanRoundTripTest {
    private static final String SHOP =
            """
            CREATE TYPE state AS ENUM ('open', 'paid');
            CREATE TABLE customer (id serial PRIMARY KEY, email varchar(80) NOT NULL UNIQUE);
            CREATE TABLE purchase (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                customer int NOT NULL REFERENCES customer,
                state state NOT NULL DEFAULT 'open',
                total numeric(10,2) NOT NULL CHECK (total >= 0),
                doubled numeric GENERATED ALWAYS AS (total * 2) STORED);
            CREATE INDEX purchase_open ON purchase (customer) WHERE state = 'open';
            CREATE VIEW open_purchase AS SELECT id, state, total FROM purchase WHERE state = 'open';
            COMMENT ON VIEW open_purchase IS 'what is to be paid';
            """;

    @Test
    void nothing_changes_between_equal_schemas() throws SQLException {
        assertThat(Pair.of(SHOP, SHOP).proven().steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_whole_schema_comes_and_goes(int major) throws SQLException {
        new Pair(major, "SELECT 1", SHOP).proven();
        new Pair(major, SHOP, "SELECT 1").proven();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_catalog_rendered_and_read_again_is_the_same(int major) throws SQLException {
        new Pair(major, "SELECT 1", SHOP).staysTheSameWhenRendered();
    }

    @Test
    void what_is_made_again_belongs_to_whom_it_belonged() throws SQLException {
        String owned =
                """
                CREATE SCHEMA s AUTHORIZATION pg_monitor;
                CREATE TYPE s.state AS ENUM ('open', 'paid');
                CREATE VIEW s.v AS SELECT 1 AS a, 'open'::s.state AS state;
                CREATE VIEW s.w AS SELECT a FROM s.v;
                ALTER TYPE s.state OWNER TO pg_monitor;
                ALTER VIEW s.v OWNER TO pg_monitor;
                ALTER VIEW s.w OWNER TO pg_read_all_data;
                """;
        Plan plan =
                Pair.of(
                                owned,
                                owned.replace("'open', 'paid'", "'open'")
                                        .replace("1 AS a", "2::bigint AS a"))
                        .proven();
        assertThat(plan.steps())
                .extracting(Step::summary)
                .contains(
                        "set owner of enum s.state",
                        "set owner of view s.v",
                        "set owner of view s.w");
    }

    @Test
    void a_new_table_is_one_statement() throws SQLException {
        Plan plan =
                Pair.of("SELECT 1", "CREATE TABLE t (id int PRIMARY KEY, n text DEFAULT 'a')")
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactly(
                        """
                        CREATE TABLE "public"."t" (
                        \t"id" integer NOT NULL,
                        \t"n" text DEFAULT 'a'::text,
                        \tCONSTRAINT "t_pkey" PRIMARY KEY (id)
                        )\
                        """);
        assertThat(Pair.sql(plan.wayBack())).containsExactly("DROP TABLE \"public\".\"t\"");
    }

    @Test
    void a_label_that_goes_is_a_swap_of_the_type_with_all_that_stands_on_it() throws SQLException {
        Plan plan =
                Pair.of(SHOP, SHOP.replace("'open', 'paid'", "'open', 'sent', 'paid'")).proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactly("ALTER TYPE \"public\".\"state\" ADD VALUE 'sent' BEFORE 'paid'");
        assertThat(Pair.hazards(plan)).containsExactly(HazardKind.MUST_BE_COMMITTED_FIRST);
        assertThat(Pair.sql(plan.wayBack()))
                .contains(
                        "ALTER TYPE \"public\".\"state\" RENAME TO \"state__before_swap\"",
                        "COMMENT ON VIEW \"public\".\"open_purchase\" IS 'what is to be paid'");
        assertThat(plan.wayBack())
                .flatExtracting(Step::hazards)
                .extracting(Hazard::countingQuery)
                .contains(
                        "SELECT count(*) FROM \"public\".\"purchase\""
                                + " WHERE \"state\"::text IN ('sent')");
    }

    @Test
    void a_label_that_the_same_plan_uses_is_a_swap() throws SQLException {
        Plan plan =
                Pair.of(
                                SHOP,
                                SHOP.replace("'open', 'paid'", "'new', 'open', 'paid'")
                                        .replace("DEFAULT 'open'", "DEFAULT 'new'"))
                        .proven();
        assertThat(Pair.sql(plan.steps())).noneMatch(s -> s.contains("ADD VALUE"));
    }

    @Test
    void a_key_that_changes_its_type_takes_views_and_foreign_keys_with_it() throws SQLException {
        Pair.of(
                        SHOP,
                        SHOP.replace("id serial", "id bigserial")
                                .replace("customer int", "customer bigint"))
                .proven();
        Pair.of(SHOP, SHOP.replace("total numeric(10,2)", "total numeric(12,3)")).proven();
        Pair.of(SHOP, SHOP.replace("varchar(80)", "text")).proven();
    }

    @Test
    void serial_identity_and_plain_change_into_each_other() throws SQLException {
        String identity = "id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email";
        Pair.of(SHOP, SHOP.replace("id serial PRIMARY KEY, email", identity)).proven();
        Pair.of(SHOP, SHOP.replace("id serial PRIMARY KEY, email", "id int PRIMARY KEY, email"))
                .proven();
    }

    @Test
    void tables_whose_keys_go_round_are_dropped() throws SQLException {
        String round =
                """
                CREATE TABLE a (id int PRIMARY KEY, b int);
                CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
                """;
        Pair.of(round, "SELECT 1").proven();
    }

    @Test
    void what_hangs_in_a_dropped_table_is_named_and_comes_back() throws SQLException {
        String function =
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
        Plan plan =
                Pair.of(
                                function
                                        + """
                                        CREATE TABLE t (id int);
                                        CREATE TRIGGER stamp BEFORE INSERT ON t
                                            FOR EACH ROW EXECUTE FUNCTION f();
                                        COMMENT ON TABLE t IS 'kept in mind';
                                        """,
                                function)
                        .proven();
        assertThat(plan.goneWith())
                .containsExactly("comment on table public.t", "trigger public.t.stamp");
        assertThat(Pair.hazards(plan))
                .containsExactly(HazardKind.DATA_LOSS, HazardKind.BREAKS_RUNNING_CODE);
    }

    @Test
    void a_function_is_written_over_in_place_while_its_shape_stays() throws SQLException {
        Plan plan =
                Pair.of(
                                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f()",
                                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE VIEW v AS SELECT f()")
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .singleElement()
                .asString()
                .startsWith("CREATE OR REPLACE FUNCTION public.f()");
    }

    @Test
    void a_function_of_another_shape_is_made_again_with_what_stands_on_it() throws SQLException {
        String both =
                "CREATE FUNCTION f(a int) RETURNS %s LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE VIEW v AS SELECT f(1);"
                        + " CREATE TABLE t (a int CHECK (f(a) > 0), b int GENERATED ALWAYS AS (f(a)) STORED); GRANT SELECT ON v TO pg_monitor;";
        Pair.of(both.formatted("int"), both.formatted("bigint")).proven();
    }

    @Test
    void a_view_only_appended_to_is_replaced_in_place() throws SQLException {
        String base = "CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a";
        Plan plan = Pair.of(base + " FROM t", base + ", b FROM t").proven();
        assertThat(Pair.sql(plan.steps()))
                .singleElement()
                .asString()
                .startsWith("CREATE OR REPLACE");
        assertThat(Pair.sql(plan.wayBack())).hasSize(2);
    }

    @Test
    void a_parent_table_changes_the_tables_below_it() throws SQLException {
        String parts =
                """
                CREATE TABLE m (id int NOT NULL, x int DEFAULT 1, y text) PARTITION BY RANGE (id);
                CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (9);
                ALTER TABLE m1 ALTER COLUMN x SET DEFAULT 7;
                CREATE VIEW seen AS SELECT x FROM m1;
                """;
        Plan plan =
                Pair.of(parts, parts.replace("x int DEFAULT 1", "x bigint NOT NULL DEFAULT 2"))
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .containsOnlyOnce("ALTER TABLE \"public\".\"m\" ALTER COLUMN \"x\" TYPE bigint")
                .noneMatch(s -> s.contains("\"m1\" ALTER COLUMN \"x\" TYPE"));
    }

    @Test
    void a_view_and_a_function_that_need_each_other_come_and_go_together() throws SQLException {
        String circle =
                """
                CREATE TABLE t (id int, name text);
                CREATE VIEW v AS SELECT NULL::int AS id, NULL::text AS name;
                CREATE FUNCTION rows_of(who int) RETURNS SETOF v LANGUAGE sql AS 'SELECT id, name FROM t';
                CREATE OR REPLACE VIEW v AS SELECT r.id, r.name FROM t, rows_of(t.id) r;
                """;
        Pair.of("CREATE TABLE t (id int, name text)", circle).proven();
        Pair.of(
                        circle,
                        circle.replace("name text", "name varchar(9)")
                                .replace("::text", "::varchar(9)"))
                .proven();
    }

    @Test
    void a_column_that_a_new_parent_has_already_is_inherited_and_not_the_tables_own()
            throws SQLException {
        String below =
                "CREATE TABLE p (a int); CREATE TABLE q (b int NOT NULL DEFAULT 1, \"C\" text);";
        Plan plan =
                Pair.of(
                                below + "CREATE TABLE c (x int) INHERITS (p)",
                                below
                                        + "CREATE TABLE c (x int) INHERITS (p, q); CREATE INDEX ON c (b)")
                        .proven();
        assertThat(Pair.sql(plan.wayBack())).noneMatch(s -> s.contains("CREATE TABLE"));
    }

    @Test
    void new_parents_are_taken_in_their_order() throws SQLException {
        String below = "CREATE TABLE p (a int); CREATE TABLE q (b int); CREATE TABLE r (b int);";
        Pair.of(below + "CREATE TABLE c (x int)", below + "CREATE TABLE c (x int) INHERITS (r, p)")
                .proven();
        Pair.of(below + "CREATE TABLE c (b int)", below + "CREATE TABLE c (b int) INHERITS (r, q)")
                .proven();
    }

    @Test
    void a_parent_gives_up_what_its_new_child_lacks_first() throws SQLException {
        Pair.of(
                        "CREATE TABLE p (a int, b int, CHECK (b > 0)); CREATE TABLE c (a int)",
                        "CREATE TABLE p (a int); CREATE TABLE c (a int); ALTER TABLE c INHERIT p")
                .proven();
    }

    @Test
    void a_foreign_table_becomes_a_plain_one_and_comes_back() throws SQLException {
        String server =
                "CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER s FOREIGN DATA WRAPPER nothing;";
        Plan plan =
                Pair.of(
                                server + "CREATE TABLE t (a int)",
                                server + "CREATE FOREIGN TABLE t (b text) SERVER s")
                        .proven();
        assertThat(Pair.hazards(plan)).contains(HazardKind.DATA_LOSS);
    }

    @Test
    void the_schema_public_goes_back_to_whoever_owns_the_database() throws SQLException {
        Plan plan = Pair.of("SELECT 1", "ALTER SCHEMA public OWNER TO pg_monitor").proven();
        assertThat(Pair.sql(plan.wayBack()))
                .containsExactly("ALTER SCHEMA \"public\" OWNER TO pg_database_owner");
    }
}
