package dev.sluice.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SQL that ends or leaves the migration's transaction, loses the fence or changes who runs it,
/// never gets a migration recorded and leaves nothing behind.
class PoisonTest {
    private final TestDatabase database = TestPostgres.database(18);

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "commit; begin",
                "ROLLBACK",
                "ABORT AND CHAIN",
                "ROLLBACK AND CHAIN",
                "END",
                "PREPARE TRANSACTION 'x'",
                "SELECT 1; /* quietly */ COMMIT",
                "DO $$ BEGIN COMMIT; END $$",
                "DO $$ BEGIN EXECUTE 'ROLLBACK'; END $$",
                "CALL committing()",
                "SELECT pg_advisory_unlock_all()",
                "SET ROLE poisoned",
                "SET LOCAL ROLE poisoned",
                "SELECT set_config('role', 'poisoned', false)",
                "SET SESSION AUTHORIZATION poisoned",
                "RESET ALL",
                "DELETE FROM sluice.applied",
                "DISCARD ALL"
            })
    void leaves_nothing_behind(String poison) throws SQLException {
        execute(
                "DO $$ BEGIN CREATE ROLE poisoned; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT ALL ON SCHEMA public TO poisoned",
                "CREATE PROCEDURE committing() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
        RunMigration healthy =
                RunMigration.of(
                        "d0", "0000_healthy", List.of("CREATE TABLE healthy (id int)"), null);
        RunMigration poisoned =
                RunMigration.of(
                        "d1",
                        "0001_poisoned",
                        List.of(
                                "CREATE TABLE victim (id int)",
                                poison,
                                "CREATE TABLE later (id int)"),
                        null);
        assertThat(apply(healthy)).isInstanceOf(Outcome.Applied.class);

        Outcome outcome = apply(poisoned);

        assertThat(outcome).isNotInstanceOf(Outcome.Applied.class);
        assertThat(
                        text(
                                "SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('victim', 'later')"))
                .isNull();
        assertThat(text("SELECT string_agg(tag, ',' ORDER BY tag) FROM sluice.applied"))
                .isEqualTo("0000_healthy");
        assertThat(text("SELECT count(*)::text FROM pg_prepared_xacts")).isEqualTo("0");
        assertThat(apply(healthy)).isEqualTo(new Outcome.Applied(List.of()));
    }

    private Outcome apply(RunMigration migration) {
        Target target =
                Target.of(database.url())
                        .withLimits(
                                Limits.USUAL
                                        .withTries(2, Duration.ofMillis(20))
                                        .withFence(Duration.ofSeconds(5)));
        return Runner.apply(
                target,
                List.of(migration),
                RunContext.of("shop", "881", "alice"),
                RunListener.SILENT);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection c = database.connect();
                var s = c.createStatement()) {
            for (String sql : statements) s.execute(sql);
        }
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
