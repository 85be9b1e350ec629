package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where tables, keys and indexes lie is a part of a schema, and changed like one.
class TablespaceTest {
    private static final String PLAIN =
            """
            CREATE TABLE t (id int, a text, CONSTRAINT k PRIMARY KEY (id)%s)%s;
            CREATE INDEX i ON t (a)%s;
            CREATE TABLE m (id int) PARTITION BY LIST (id)%2$s;
            CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1)%2$s;
            INSERT INTO t VALUES (1, 'a');
            """;
    private static final String HERE = PLAIN.formatted("", "", "");
    private static final String ASIDE =
            PLAIN.formatted(
                    " USING INDEX TABLESPACE \"a side\"",
                    " TABLESPACE \"a side\"",
                    " TABLESPACE \"a side\"");

    /// Of the JVM's own servers, which end with it.
    @BeforeAll
    static void make_a_tablespace_inside_of_each_server() throws SQLException {
        for (int major : new int[] {15, 18})
            administer(
                    major,
                    "SET allow_in_place_tablespaces = on",
                    "CREATE TABLESPACE \"a side\" LOCATION ''");
    }

    @AfterAll
    static void drop_it() throws SQLException {
        for (int major : new int[] {15, 18}) administer(major, "DROP TABLESPACE \"a side\"");
    }

    private static void administer(int major, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(TestPostgres.server(major).url("postgres"));
                var statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void what_stands_moves_there_and_back(int major) throws SQLException {
        Plan plan = new Pair(major, HERE, ASIDE).proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactlyInAnyOrder(
                        "ALTER TABLE public.t SET TABLESPACE \"a side\"",
                        "ALTER INDEX public.k SET TABLESPACE \"a side\"",
                        "ALTER INDEX public.i SET TABLESPACE \"a side\"",
                        "ALTER TABLE public.m SET TABLESPACE \"a side\"",
                        "ALTER TABLE public.m1 SET TABLESPACE \"a side\"");
        assertThat(plan.steps().stream().flatMap(s -> s.hazards().stream()))
                .extracting(h -> h.kind() + " " + h.object())
                .containsExactlyInAnyOrder(
                        "TABLE_REWRITE table public.t",
                        "TABLE_REWRITE table public.m1",
                        "LONG_EXCLUSIVE_LOCK constraint public.t.k",
                        "LONG_EXCLUSIVE_LOCK index public.i");
        assertThat(Pair.sql(plan.wayBack()))
                .contains("ALTER TABLE public.t SET TABLESPACE pg_default");
    }

    @Test
    void what_is_new_is_made_there() throws SQLException {
        Plan plan = Pair.of("SELECT 1", ASIDE).proven();
        assertThat(Pair.hazards(plan)).isEmpty();
        Pair.of("SELECT 1", ASIDE).staysTheSameWhenRendered();
    }
}
