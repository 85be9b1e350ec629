package dev.sluice.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that is killed at a named point leaves each migration applied once or not at all, and
/// the next one finishes the work; Drizzle's own record goes with the ledger. What stands is read
/// by this test's own queries.
class CrashTest {
    private static final List<RunMigration> MIGRATIONS =
            List.of(
                    RunMigration.of(
                                    "d1",
                                    "0000_orders",
                                    List.of(
                                            "CREATE TABLE orders (id serial PRIMARY KEY)",
                                            "INSERT INTO orders DEFAULT VALUES",
                                            "ALTER TABLE orders ADD note text"),
                                    List.of("DROP TABLE orders"))
                            .withDrizzle(DrizzleMark.of("the file of orders", 1000)),
                    RunMigration.of(
                                    "d2",
                                    "0001_items",
                                    List.of(
                                            "CREATE TABLE items (id int)",
                                            "INSERT INTO orders DEFAULT VALUES"),
                                    List.of("DROP TABLE items", "DELETE FROM orders WHERE id > 1"))
                            .withDrizzle(DrizzleMark.of("the file of items", 2000)));

    private final TestDatabase database = TestPostgres.database(18);

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "K02", "K03", "K04", "K06", "K06:2", "K07", "K07:3", "K07:4", "K08", "K08:2", "K09",
                "K09:2", "K11", "K11:2"
            })
    void a_killed_apply_is_finished_by_the_next(String point) throws Exception {
        assertThat(killed(point, "apply")).isEqualTo(137);
        assertThat(drizzleRows()).isEqualTo(standing());

        assertThat(run("apply", database.url())).isInstanceOf(Outcome.Applied.class);

        assertThat(
                        text(
                                "SELECT string_agg(tag || ' ' || direction, ', ' ORDER BY tag) FROM sluice.applied"))
                .isEqualTo("0000_orders up, 0001_items up");
        assertThat(drizzleRows()).isEqualTo("1000, 2000");
        assertThat(text("SELECT count(*)::text FROM orders")).isEqualTo("2");
        assertThat(text("SELECT count(*)::text FROM pg_class WHERE relname = 'items'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"K03", "K06", "K07", "K07:2", "K08", "K09", "K09:2", "K11", "K11:2"})
    void a_killed_undo_is_finished_by_the_next(String point) throws Exception {
        run("apply", database.url());
        assertThat(drizzleRows()).isEqualTo("1000, 2000");
        assertThat(killed(point, "undo")).isEqualTo(137);
        assertThat(drizzleRows()).isEqualTo(standing());

        assertThat(run("undo", database.url())).isInstanceOf(Outcome.Applied.class);

        assertThat(
                        text(
                                "SELECT string_agg(tag || ' ' || direction, ', ' ORDER BY tag, direction DESC) FROM sluice.applied"))
                .isEqualTo("0000_orders up, 0000_orders down, 0001_items up, 0001_items down");
        assertThat(drizzleRows()).isEmpty();
        assertThat(text("SELECT count(*)::text FROM pg_class WHERE relname IN ('orders', 'items')"))
                .isEqualTo("0");
    }

    @Test
    void a_crash_point_outside_a_test_refuses_to_start() throws Exception {
        var process = process("-Dsluice.crash=K07", "apply");
        assertThat(process.waitFor()).isNotZero().isNotEqualTo(137);
        assertThat(text("SELECT to_regclass('orders')::text")).isNull();
    }

    /// The `when` of each row in Drizzle's own record.
    private String drizzleRows() throws SQLException {
        return present("drizzle.__drizzle_migrations")
                ? text(
                        "SELECT coalesce(string_agg(created_at::text, ', ' ORDER BY created_at), '') FROM drizzle.__drizzle_migrations")
                : "";
    }

    /// The same of each migration that stands by the ledger.
    private String standing() throws SQLException {
        return present("sluice.applied")
                ? text(
                        """
                        SELECT coalesce(string_agg(at, ', ' ORDER BY at), '') FROM (
                            SELECT CASE tag WHEN '0000_orders' THEN '1000' ELSE '2000' END AS at FROM sluice.applied
                            GROUP BY tag HAVING count(*) FILTER (WHERE direction = 'up') > count(*) FILTER (WHERE direction = 'down')) s\
                        """)
                : "";
    }

    private boolean present(String table) throws SQLException {
        return text("SELECT (to_regclass('" + table + "') IS NOT NULL)::text").equals("true");
    }

    private int killed(String point, String action) throws Exception {
        Process process = process("-Dsluice.test=true", "-Dsluice.crash=" + point, action);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process process(String... arguments) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashTest.class.getName(),
                        arguments[arguments.length - 1],
                        database.url()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// The process that gets killed.
    public static void main(String[] arguments) {
        run(arguments[0], arguments[1]);
    }

    private static Outcome run(String action, String url) {
        Target target =
                Target.of(url)
                        .withDrizzle(DrizzleTable.USUAL)
                        .withLimits(Limits.USUAL.withFence(Duration.ofSeconds(20)));
        RunContext context = RunContext.of("shop", "881", "alice");
        return action.equals("apply")
                ? Runner.apply(target, MIGRATIONS, context, RunListener.SILENT)
                : Runner.undo(target, MIGRATIONS, context, RunListener.SILENT);
    }

    private String text(String query) throws SQLException {
        try (Connection c = database.connect();
                var s = c.createStatement();
                var r = s.executeQuery(query)) {
            r.next();
            return r.getString(1);
        }
    }
}
