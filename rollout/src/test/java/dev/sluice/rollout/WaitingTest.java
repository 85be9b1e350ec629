package dev.sluice.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A run that waits for somebody says for whom, and not for ever.
class WaitingTest {
    private static final RunMigration ORDERS =
            RunMigration.of("d0", "0000_orders", List.of("CREATE TABLE orders (id int)"), null);
    private static final RunMigration INDEX =
            RunMigration.of(
                    "d1",
                    "0001_index",
                    List.of("CREATE INDEX CONCURRENTLY by_id ON orders (id)"),
                    null);
    private static final RunMigration COLUMN =
            RunMigration.of(
                    "d2", "0001_column", List.of("ALTER TABLE orders ADD COLUMN note text"), null);

    private final TestDatabase database = TestPostgres.database();
    private final List<RunEvent.WaitingForLock> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private Connection shop;

    @BeforeEach
    void an_application_with_an_open_transaction() throws SQLException {
        apply(Limits.USUAL, ORDERS);
        shop = database.connect();
        shop.createStatement().execute("SET application_name = 'the shop'");
        shop.setAutoCommit(false);
        shop.createStatement().execute("INSERT INTO orders VALUES (1)");
    }

    @AfterEach
    void drop() throws SQLException {
        shop.close();
        database.close();
    }

    @Test
    void F18_a_concurrent_build_says_who_keeps_it_waiting_and_gives_up_in_the_end()
            throws SQLException {
        Limits impatient =
                Limits.USUAL.withPatience(Duration.ofSeconds(1)).withLock(Duration.ofMillis(100));
        Outcome outcome = apply(impatient, INDEX);
        assertThat(outcome.words())
                .contains(
                        "It was cancelled while it waited for process " + pid() + " (the shop",
                        "idle in transaction");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().blockers().getFirst().pid()).isEqualTo(pid());
        assertThat(outcome).isInstanceOf(Outcome.PartlyApplied.class);
        assertThat(outcome.words()).contains("INVALID index", "trying again does it");
        shop.commit();
        assertThat(apply(Limits.USUAL, INDEX)).isInstanceOf(Outcome.Applied.class);
        assertThat(valid()).containsExactly("by_id true");
    }

    @Test
    void F18_a_build_that_is_asked_to_stop_does_not_wait_on() throws SQLException {
        stopped.set(false);
        Outcome outcome =
                Runner.apply(
                        Target.of(database.url())
                                .withLimits(Limits.USUAL.withLock(Duration.ofMillis(100))),
                        List.of(INDEX),
                        context(),
                        event -> {
                            if (event instanceof RunEvent.WaitingForLock) stopped.set(true);
                        });
        assertThat(outcome.words()).contains("It was cancelled while it waited for process");
        shop.commit();
    }

    @Test
    void F15_a_lock_that_is_not_there_in_time_is_told_with_its_holder() throws SQLException {
        Limits once =
                Limits.USUAL.withLock(Duration.ofMillis(2500)).withTries(1, Duration.ofMillis(1));
        Outcome outcome = apply(once, COLUMN);
        assertThat(outcome).isInstanceOf(Outcome.NothingChanged.class);
        assertThat(outcome.words())
                .contains("lock timeout", "It waited for process " + pid() + " (the shop");
        assertThat(told).hasSize(1);
    }

    @Test
    void nobody_is_told_of_and_nobody_looks_where_nothing_waits() throws SQLException {
        shop.commit();
        assertThat(apply(Limits.USUAL, INDEX, COLUMN)).isInstanceOf(Outcome.Applied.class);
        assertThat(told).isEmpty();
    }

    private Outcome apply(Limits limits, RunMigration... migrations) {
        return Runner.apply(
                Target.of(database.url()).withLimits(limits),
                List.of(migrations),
                context(),
                event -> {
                    if (event instanceof RunEvent.WaitingForLock w) told.add(w);
                });
    }

    private RunContext context() {
        return RunContext.of("shop", "r1", "ada").stoppedWhen(() -> false, stopped::get);
    }

    private long pid() throws SQLException {
        try (var s = shop.createStatement();
                var r = s.executeQuery("SELECT pg_backend_pid()")) {
            r.next();
            return r.getLong(1);
        }
    }

    private List<String> valid() throws SQLException {
        try (Connection c = database.connect();
                var s = c.createStatement();
                var r =
                        s.executeQuery(
                                "SELECT indexrelid::regclass || ' ' || indisvalid FROM pg_index WHERE indrelid = 'orders'::regclass")) {
            var found = new java.util.ArrayList<String>();
            while (r.next()) found.add(r.getString(1));
            return found;
        }
    }
}
