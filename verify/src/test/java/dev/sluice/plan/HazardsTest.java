package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of rows and of those who use them, as a plan says.
class HazardsTest {
    @ParameterizedTest
    @CsvSource({
        "interval(4), interval(2)",
        "interval, interval year to month",
        "time(6), time(3)",
        "timestamptz(6), timestamp(3)",
        "timetz, time"
    })
    void what_is_rounded_in_silence_is_lost(String before, String after) throws SQLException {
        assertThat(kinds(retyped(before, after)))
                .containsExactly(HazardKind.DATA_LOSS, HazardKind.TABLE_REWRITE);
    }

    @ParameterizedTest
    @CsvSource({
        "interval(2), interval(4)",
        "time, time(6)",
        "timestamp, timestamp(6)",
        "numeric(10), numeric",
        "cidr, inet"
    })
    void what_keeps_its_values_is_no_hazard(String before, String after) throws SQLException {
        assertThat(retyped(before, after)).isEmpty();
    }

    private static List<Hazard> retyped(String before, String after) throws SQLException {
        String table = "CREATE TABLE t (a %s)";
        return hazards(Pair.of(table.formatted(before), table.formatted(after)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "bigint"})
    void a_boolean_becomes_a_number_by_as_many_casts_as_it_takes(String number)
            throws SQLException {
        Plan plan =
                Pair.of("CREATE TABLE t (a boolean)", "CREATE TABLE t (a " + number + ")").proven();
        assertThat(Pair.sql(plan.steps()))
                .singleElement()
                .asString()
                .endsWith(
                        number.equals("int")
                                ? "TYPE integer USING \"a\"::integer"
                                : "TYPE bigint USING \"a\"::integer::bigint");
    }

    @Test
    void a_domain_and_its_type_become_each_other_without_a_way_round() throws SQLException {
        String table = "CREATE DOMAIN d AS int; CREATE TABLE t (a %s);";
        for (List<String> way : List.of(List.of("d", "int"), List.of("int", "d"))) {
            Plan plan =
                    Pair.of(table.formatted(way.getFirst()), table.formatted(way.getLast()))
                            .proven();
            assertThat(Pair.sql(plan.steps())).noneMatch(s -> s.contains("USING"));
            assertThat(Pair.hazards(plan)).isEmpty();
        }
    }

    @Test
    void a_rule_of_a_domain_may_stand_against_a_column_that_becomes_one() throws SQLException {
        String table =
                "CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a %s); INSERT INTO t VALUES (1);";
        assertThat(kinds(hazards(Pair.of(table.formatted("int"), table.formatted("d")))))
                .containsExactly(HazardKind.MAY_FAIL_ON_EXISTING_DATA, HazardKind.TABLE_REWRITE);
    }

    @Test
    void a_plain_column_in_the_place_of_a_computed_one_starts_empty() throws SQLException {
        String table = "CREATE TABLE t (a int, b int %s)";
        List<Hazard> found =
                hazards(
                        Pair.of(
                                table.formatted("GENERATED ALWAYS AS (a + 1) VIRTUAL"),
                                table.formatted("")));
        assertThat(kinds(found)).containsExactly(HazardKind.DATA_LOSS);
        assertThat(
                        hazards(
                                Pair.of(
                                        table.formatted("GENERATED ALWAYS AS (a + 1) STORED"),
                                        table.formatted(""))))
                .isEmpty();
    }

    @Test
    void a_sequence_may_stand_outside_of_its_new_bounds() throws SQLException {
        Hazard found =
                hazards(Pair.of("CREATE SEQUENCE s", "CREATE SEQUENCE s AS smallint")).getFirst();
        assertThat(found.kind()).isEqualTo(HazardKind.MAY_FAIL_ON_EXISTING_DATA);
        try (TestDatabase database = TestPostgres.database()) {
            database.execute("CREATE SEQUENCE s");
            assertThat(count(database, found)).isZero();
            database.execute("SELECT setval('s', 40000)");
            assertThat(count(database, found)).isOne();
        }
        assertThat(hazards(Pair.of("CREATE SEQUENCE s AS smallint", "CREATE SEQUENCE s")))
                .isEmpty();
    }

    private static long count(TestDatabase database, Hazard hazard) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(Objects.requireNonNull(hazard.countingQuery()))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void a_foreign_table_that_goes_leaves_its_rows_where_they_are() throws SQLException {
        String server = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER o FOREIGN DATA WRAPPER w;";
        assertThat(
                        kinds(
                                hazards(
                                        Pair.of(
                                                server + "CREATE FOREIGN TABLE t (a int) SERVER o",
                                                server))))
                .containsExactly(HazardKind.BREAKS_RUNNING_CODE);
    }

    @Test
    void rows_of_a_table_that_is_a_type_get_no_default() throws SQLException {
        String place = "CREATE TABLE place (id int%s); CREATE TABLE trip (start place);";
        assertThat(hazards(Pair.of(place.formatted(""), place.formatted(", rank int DEFAULT 3"))))
                .singleElement()
                .satisfies(h -> assertThat(h.why()).startsWith("rows that stand hold nothing"));
        assertThat(hazards(Pair.of(place.formatted(""), place.formatted(", rank int")))).isEmpty();
    }

    @Test
    void a_range_that_cant_change_under_its_columns_is_named_with_what_to_do() throws SQLException {
        String type = "CREATE TYPE speed AS RANGE (subtype = float8%s);";
        String zone = "CREATE TABLE zone (allowed speed);";
        assertThat(
                        Pair.of(
                                        type.formatted("") + zone,
                                        type.formatted(", subtype_diff = float8mi") + zone)
                                .refused())
                .singleElement()
                .asString()
                .startsWith(
                        "range public.speed can't be changed in place, and column"
                                + " public.zone.allowed is of it: make the new type under another name");
    }

    /// PostgreSQL's own, of which a default may be made; the rest is the server's business.
    @Test
    void every_volatile_function_is_known() throws SQLException {
        var unknown = new TreeSet<String>();
        try (TestDatabase database = TestPostgres.database();
                var connection = database.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v' AND prokind = 'f'
                                AND NOT proretset AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype,
                                    'internal'::regtype, 'void'::regtype)
                                """)) {
            while (rows.next())
                if (!Volatility.isVolatile(rows.getString(1))) unknown.add(rows.getString(1));
        }
        assertThat(unknown).isSubsetOf(OF_THE_SERVER);
    }

    private static final Set<String> OF_THE_SERVER =
            Set.of(
                    "amvalidate",
                    "bernoulli",
                    "binary_upgrade_logical_slot_has_caught_up",
                    "brin_summarize_new_values",
                    "brin_summarize_range",
                    "brinhandler",
                    "bthandler",
                    "currtid2",
                    "cursor_to_xml",
                    "cursor_to_xmlschema",
                    "gin_clean_pending_list",
                    "ginhandler",
                    "gisthandler",
                    "hashhandler",
                    "heap_tableam_handler",
                    "loread",
                    "lowrite",
                    "plpgsql_call_handler",
                    "query_to_xml",
                    "query_to_xml_and_xmlschema",
                    "query_to_xmlschema",
                    "spghandler",
                    "system",
                    "ts_rewrite");

    private static List<Hazard> hazards(Pair pair) throws SQLException {
        return pair.proven().steps().stream().flatMap(s -> s.hazards().stream()).toList();
    }

    private static List<HazardKind> kinds(List<Hazard> hazards) {
        return hazards.stream().map(Hazard::kind).sorted().toList();
    }
}
