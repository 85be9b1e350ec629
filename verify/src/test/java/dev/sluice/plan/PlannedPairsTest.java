package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pairs that random schemas found, each as small as it gets; those of partitions and inheritance
/// are in [PlannedParentsTest].
class PlannedPairsTest {
    @Test
    void a_key_equal_to_another_is_made_apart_from_its_table() throws SQLException {
        String twice =
                """
                CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id));
                ALTER TABLE t ADD CONSTRAINT a UNIQUE (id);
                ALTER TABLE t ADD CONSTRAINT b UNIQUE (id);
                """;
        Pair.of("SELECT 1", twice).proven();
        Pair.of("SELECT 1", twice).staysTheSameWhenRendered();
    }

    @Test
    void a_composite_takes_over_the_values_of_an_enum_that_is_swapped() throws SQLException {
        String from =
                """
                CREATE TYPE mood AS ENUM ('a', 'b');
                CREATE TYPE pair AS (mood mood, n int);
                CREATE TABLE t (pair pair);
                INSERT INTO t VALUES (ROW('a', 1)), (NULL);
                """;
        Pair.of(from, from.replace("'a', 'b'", "'b', 'a'")).proven();
    }

    @Test
    void tables_that_hang_on_each_other_by_a_policy_and_a_key_are_dropped() throws SQLException {
        String round =
                """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE b (a int REFERENCES a);
                CREATE POLICY p ON a USING (EXISTS (SELECT FROM b));
                """;
        Plan plan = Pair.of(round, "SELECT 1").proven();
        assertThat(Pair.sql(plan.steps())).contains("DROP POLICY \"p\" ON \"public\".\"a\"");
    }

    @Test
    void an_identity_is_none_before_its_column_is_no_integer() throws SQLException {
        String from = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);";
        Pair.of(from, "CREATE TABLE t (id numeric NOT NULL)").proven();
    }

    @Test
    void a_parameter_of_toast_is_set_once_a_column_wants_one() throws SQLException {
        String with = " WITH (fillfactor=70, toast.autovacuum_enabled=false)";
        Plan plan =
                Pair.of(
                                "CREATE TABLE t (id int, n int)" + with,
                                "CREATE TABLE t (id text, n int)" + with)
                        .proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactly(
                        "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"id\" TYPE text",
                        "ALTER TABLE \"public\".\"t\" SET (toast.autovacuum_enabled=false)");
        Pair.of(
                        "CREATE TABLE t (n int, g numeric GENERATED ALWAYS AS (n * 2) VIRTUAL)",
                        "CREATE TABLE t (n text)" + with)
                .proven();
        Pair.of(
                        "CREATE TABLE t (n text)" + with,
                        "CREATE TABLE t (n text) WITH (toast.autovacuum_enabled=true)")
                .proven();
        assertThat(Pair.sql(Pair.of("SELECT 1", "CREATE TABLE t (n text)" + with).proven().steps()))
                .singleElement()
                .asString()
                .endsWith(with);
    }

    @Test
    void a_table_that_is_written_anew_keeps_the_parameters_of_its_toast() throws SQLException {
        String with = " WITH (toast.autovacuum_enabled=false)";
        Pair.of(
                        "CREATE TABLE t (c varchar)" + with,
                        "CREATE TABLE t (c varchar(20), d int[])" + with)
                .proven();
        Pair.of("CREATE TABLE t (c jsonb)" + with, "CREATE UNLOGGED TABLE t (d jsonb)" + with)
                .proven();
    }

    @Test
    void a_virtual_column_beside_a_check_gets_its_new_expression() throws SQLException {
        String from =
                "CREATE TABLE t (n int CHECK (n > 0), g int GENERATED ALWAYS AS (n * 2) VIRTUAL)";
        Pair.of(from, from.replace("n * 2", "n * 3")).proven();
    }

    @Test
    void a_sequence_follows_its_table_only_where_that_is_wanted() throws SQLException {
        String tables =
                "CREATE SEQUENCE s; CREATE %s TABLE t (id int); ALTER SEQUENCE s OWNED BY t.id;";
        Pair.of(tables.formatted(""), tables.formatted("UNLOGGED")).proven();
        Pair.of("CREATE TABLE t (id serial)", "CREATE UNLOGGED TABLE t (id serial)").proven();
    }

    @Test
    void a_view_is_made_again_where_a_name_moves_to_the_table_that_it_will_read()
            throws SQLException {
        String both =
                "CREATE TABLE %1$s (a int, CONSTRAINT k PRIMARY KEY (a)); CREATE VIEW v AS SELECT a FROM %1$s;";
        Pair.of(both.formatted("t"), both.formatted("u")).proven();
    }

    @Test
    void tables_are_logged_in_the_order_of_their_keys() throws SQLException {
        String chain =
                """
                CREATE %1$s TABLE a (id int PRIMARY KEY, up int REFERENCES a);
                CREATE %1$s TABLE b (id int PRIMARY KEY REFERENCES a);
                CREATE %1$s TABLE c (id int REFERENCES b);
                """;
        Pair.of(chain.formatted(""), chain.formatted("UNLOGGED")).proven();
        String circle = chain + "ALTER TABLE a ADD FOREIGN KEY (up) REFERENCES b;";
        Pair.of(circle.formatted("UNLOGGED"), circle.formatted("")).proven();
    }

    @Test
    void a_default_of_a_domain_lets_go_of_its_function() throws SQLException {
        String domain =
                """
                CREATE FUNCTION f(%s) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
                CREATE DOMAIN d AS text DEFAULT f(%s);
                CREATE TABLE t (d d);
                """;
        Pair.of(domain.formatted("", ""), domain.formatted("i int", "1")).proven();
    }

    @Test
    void a_call_means_the_function_that_comes_and_not_the_one_that_goes() throws SQLException {
        String calls =
                """
                CREATE FUNCTION f(%s) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
                CREATE TABLE t (a text DEFAULT f(), b text, CHECK (b <> f()));
                CREATE INDEX i ON t ((a || f()));
                CREATE VIEW v AS SELECT f() AS f FROM t;
                CREATE POLICY p ON t USING (a = f());
                """;
        Pair.of(calls.formatted(""), calls.formatted("n int DEFAULT 1")).proven();
        Pair.of(calls.formatted(""), calls.formatted("n int DEFAULT 1")).online();
    }

    @Test
    void a_primary_key_and_the_name_of_a_multirange_are_free_before_they_are_taken()
            throws SQLException {
        Pair.of(
                        "CREATE TABLE t (b int PRIMARY KEY); CREATE TABLE u (b int REFERENCES t);",
                        "CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY);")
                .proven();
        String range = "CREATE TYPE %s AS RANGE (subtype = int, multirange_type_name = \"m, 1\");";
        Pair.of(range.formatted("a"), range.formatted("b")).proven();
    }

    @Test
    void a_domain_is_tightened_before_it_stands_in_an_array() throws SQLException {
        Pair.of(
                        "CREATE DOMAIN d AS text;",
                        "CREATE DOMAIN d AS text NOT NULL CHECK (VALUE <> ''); CREATE TABLE t (a d[]);")
                .proven();
    }

    @Test
    void columns_of_statistics_have_no_order() throws SQLException {
        String on = "CREATE STATISTICS s ON a, b FROM t";
        assertThat(
                        Pair.of(
                                        "CREATE TABLE t (b int, a int);" + on,
                                        "CREATE TABLE t (a int, b int);" + on)
                                .proven()
                                .steps())
                .isEmpty();
    }

    @Test
    void an_attribute_that_goes_from_values_is_told() throws SQLException {
        Plan plan =
                Pair.of(
                                "CREATE TYPE p AS (a int, b int); CREATE TABLE t (p p[]);",
                                "CREATE TYPE p AS (b int); CREATE TABLE t (p p[]);")
                        .proven();
        assertThat(Pair.hazards(plan)).containsExactly(HazardKind.DATA_LOSS);
    }

    @Test
    void what_rows_may_stand_against_is_told() throws SQLException {
        assertTold("a json", "a jsonb");
        assertTold("a json", "a uuid");
        assertTold("a date", "a integer");
        assertTold("a varchar(20)[]", "a varchar(10)[]");
        assertTold("a bit(4)", "a bit(6)");
        assertTold("id int", "id int, a varchar(20) NOT NULL DEFAULT NULL");
        assertTold("id int", "id int, a positive");
        assertTold("id int", "id int, a int, FOREIGN KEY (id, a) REFERENCES two (a, b) MATCH FULL");
        assertTold("id int", "id int, a int, UNIQUE NULLS NOT DISTINCT (a)");
    }

    @Test
    void what_no_row_can_stand_against_is_not_told() throws SQLException {
        assertNotTold("a jsonb", "a json");
        assertNotTold("a date", "a timestamptz");
        assertNotTold("a uuid[]", "a text");
        assertNotTold("a varchar(10)[]", "a varchar(20)[]");
        assertNotTold("id int", "id int, a int, FOREIGN KEY (id, a) REFERENCES two (a, b)");
        assertNotTold("id int", "id int, a int, UNIQUE (id, a)");
    }

    private static void assertTold(String before, String after) throws SQLException {
        assertThat(hazards(before, after)).contains(HazardKind.MAY_FAIL_ON_EXISTING_DATA);
    }

    private static void assertNotTold(String before, String after) throws SQLException {
        assertThat(hazards(before, after))
                .doesNotContain(HazardKind.MAY_FAIL_ON_EXISTING_DATA, HazardKind.DATA_LOSS);
    }

    private static List<HazardKind> hazards(String before, String after) throws SQLException {
        String table =
                """
                CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0);
                CREATE TABLE two (a int, b int, PRIMARY KEY (a, b));
                CREATE TABLE t (%s);
                """;
        return Pair.hazards(Pair.of(table.formatted(before), table.formatted(after)).proven());
    }

    @Test
    void a_counter_goes_on_behind_the_numbers_that_its_column_is_to_hold() throws SQLException {
        String counted =
                """
                CREATE TABLE t (c %s);
                CREATE SEQUENCE s;
                ALTER SEQUENCE s OWNED BY t.c;
                """;
        Pair.of(counted.formatted("text"), "CREATE TABLE t (c int)").proven();
        Plan plan = Pair.of("CREATE TABLE t (c int)", counted.formatted("bigint")).proven();
        assertThat(Pair.sql(plan.steps())).anyMatch(sql -> sql.startsWith("SELECT setval("));
    }
}
