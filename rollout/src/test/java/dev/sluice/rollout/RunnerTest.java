package dev.sluice.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.Managed;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final RunContext CONTEXT = RunContext.of("shop", "881", "alice");

    private static final RunMigration ONE =
            RunMigration.of(
                    "d1",
                    "0000_orders",
                    List.of(
                            "CREATE TABLE orders (id int PRIMARY KEY)",
                            "INSERT INTO orders VALUES (1)"),
                    List.of("DROP TABLE orders"));
    private static final RunMigration TWO =
            RunMigration.of(
                    "d2",
                    "0001_note",
                    List.of("ALTER TABLE orders ADD COLUMN note text"),
                    List.of("ALTER TABLE orders DROP COLUMN note"));

    private final TestDatabase database = TestPostgres.database(16);
    private final Target target =
            Target.of(database.url())
                    .withLimits(
                            Limits.USUAL
                                    .withLock(Duration.ofMillis(200))
                                    .withTries(3, Duration.ofMillis(20))
                                    .withFence(Duration.ofMillis(300)));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_migration_and_its_ledger_row_stand_together() throws SQLException {
        Outcome outcome = apply(ONE, TWO);

        assertThat(outcome).isEqualTo(new Outcome.Applied(List.of("0000_orders", "0001_note")));
        Ledger ledger = ledger();
        assertThat(ledger.standing()).extracting("tag").containsExactly("0000_orders", "0001_note");
        assertThat(ledger.broken()).isEmpty();
        assertThat(ledger.rows().getFirst().fingerprintAfter())
                .isEqualTo(ledger.rows().getLast().fingerprintBefore())
                .startsWith("c2-pg16:");
    }

    @Test
    void what_the_ledger_has_is_not_run_again() throws SQLException {
        apply(ONE);
        assertThat(apply(ONE, TWO)).isEqualTo(new Outcome.Applied(List.of("0001_note")));
        assertThat(apply(ONE, TWO)).isEqualTo(new Outcome.Applied(List.of()));
        assertThat(count("SELECT count(*) FROM orders")).isEqualTo(1);
    }

    @Test
    void apply_undo_apply_raises_the_generation() throws SQLException {
        apply(ONE, TWO);
        assertThat(undo(ONE, TWO))
                .isEqualTo(new Outcome.Applied(List.of("0001_note", "0000_orders")));
        assertThat(ledger().standing()).isEmpty();
        apply(ONE);
        assertThat(ledger().generation("d1")).isEqualTo(2);
        assertThat(ledger().broken()).isEmpty();
        assertThat(ledger().rows())
                .extracting("direction")
                .containsExactly(
                        Direction.UP, Direction.UP, Direction.DOWN, Direction.DOWN, Direction.UP);
    }

    @Test
    void undo_refuses_while_a_later_migration_stands_and_names_it() {
        apply(ONE, TWO);
        assertThat(undo(ONE))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> {
                            assertThat(r.gate()).isEqualTo(Gate.LATER_MIGRATION);
                            assertThat(r.reason()).contains("0001_note");
                        });
    }

    @Test
    void a_failed_third_leaves_two_applied_and_nothing_of_its_own() throws SQLException {
        RunMigration three =
                RunMigration.of(
                        "d3",
                        "0002_broken",
                        List.of(
                                "CREATE TABLE half (id int)",
                                "SELECT 1",
                                "ALTER TABLE nowhere ADD x int"),
                        null);
        Outcome outcome = apply(ONE, TWO, three);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.PartlyApplied.class,
                        p -> {
                            assertThat(p.applied()).containsExactly("0000_orders", "0001_note");
                            assertThat(p.reason())
                                    .contains("statement 3 of 3 of 0002_broken")
                                    .contains("nowhere")
                                    .contains("42P01");
                        });
        assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'half'")).isZero();
    }

    @Test
    void a_migration_that_was_edited_after_it_was_applied_is_refused() {
        apply(ONE);
        RunMigration edited = RunMigration.of("other", "0000_orders", ONE.statements(), null);
        assertThat(refused(apply(edited))).isEqualTo(Gate.LEDGER);
    }

    @Test
    void the_database_of_a_server_lets_only_that_server_in() throws SQLException {
        apply(ONE);
        try (Connection c = database.connect()) {
            Ledger.manage(c, new Managed("srv-1", "shop", "production"));
        }
        assertThat(refused(apply(TWO))).isEqualTo(Gate.MANAGED);
        RunContext ofServer = CONTEXT.onServer("srv-1", 142L, "abc");
        assertThat(Runner.apply(target, List.of(ONE, TWO), ofServer, RunListener.SILENT))
                .isEqualTo(new Outcome.Applied(List.of("0001_note")));
        assertThat(ledger().rows().getLast().changeNo()).isEqualTo(142L);
    }

    @Test
    void a_database_that_is_not_as_reviewed_stops_the_run_before_its_first_statement()
            throws SQLException {
        Catalog empty = catalog();
        database.execute("CREATE TABLE surprise (id int)");
        Outcome outcome = apply(ONE.between(empty, null));
        assertThat(refused(outcome)).isEqualTo(Gate.FINGERPRINT);
        assertThat(outcome.words()).contains("surprise");
        assertThat(count("SELECT count(*) FROM pg_namespace WHERE nspname = 'sluice'")).isZero();
    }

    @Test
    void a_result_that_is_not_the_proven_one_is_rolled_back() throws SQLException {
        Catalog empty = catalog();
        Outcome outcome = apply(ONE.between(empty, empty));
        assertThat(outcome).isInstanceOf(Outcome.NothingChanged.class);
        assertThat(outcome.words()).contains("orders");
        assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'orders'")).isZero();
    }

    @Test
    void another_database_than_the_registered_one_is_refused() {
        Target other = target.withIdentity(new TargetIdentity("1", 2, "elsewhere"));
        assertThat(refused(Runner.apply(other, List.of(ONE), CONTEXT, RunListener.SILENT)))
                .isEqualTo(Gate.IDENTITY);
    }

    @Test
    void an_unreachable_host_is_a_sentence_without_the_password() {
        Target nowhere = Target.of("postgres://alice:s3cret%21@127.0.0.1:1/shop");
        Outcome outcome = Runner.apply(nowhere, List.of(ONE), CONTEXT, RunListener.SILENT);
        assertThat(refused(outcome)).isEqualTo(Gate.UNREACHABLE);
        assertThat(outcome.words()).contains("127.0.0.1:1/shop").doesNotContain("s3cret");
    }

    @Test
    void drizzles_row_is_written_and_deleted_in_the_same_transactions() throws SQLException {
        Target drizzle = target.withDrizzle(DrizzleTable.USUAL);
        DrizzleMark mark = DrizzleMark.of("CREATE TABLE orders …\n", 1_700_000_000_000L);
        List<RunMigration> one = List.of(ONE.withDrizzle(mark));
        Runner.apply(drizzle, one, CONTEXT, RunListener.SILENT);
        assertThat(drizzleHashes()).containsExactly(mark.hash());
        Runner.undo(drizzle, one, CONTEXT, RunListener.SILENT);
        assertThat(drizzleHashes()).isEmpty();
    }

    @Test
    void what_drizzles_migrator_applied_is_adopted_with_line_ends_forgiven() throws SQLException {
        Target drizzle = target.withDrizzle(DrizzleTable.USUAL);
        Catalog empty = catalog();
        database.execute(ONE.statements().toArray(String[]::new));
        Catalog live = catalog();
        try (Connection c = database.connect()) {
            DrizzleRows.prepare(c, DrizzleTable.USUAL);
            DrizzleRows.write(c, DrizzleTable.USUAL, DrizzleMark.of("a\r\nb", 1L));
        }
        List<RunMigration> folder =
                List.of(
                        ONE.withDrizzle(DrizzleMark.of("a\nb", 1L)).between(empty, live),
                        TWO.withDrizzle(DrizzleMark.of("c", 2L)));
        assertThat(Runner.apply(drizzle, folder, CONTEXT, RunListener.SILENT))
                .isEqualTo(new Outcome.Applied(List.of("0001_note")));
        assertThat(ledger().standing())
                .extracting("tag")
                .containsExactly("0000_orders", "0001_note");
        assertThat(drizzleHashes()).hasSize(2);
    }

    @Test
    void a_live_database_that_is_not_the_folder_is_not_adopted() throws SQLException {
        Target drizzle = target.withDrizzle(DrizzleTable.USUAL);
        Catalog empty = catalog();
        database.execute(ONE.statements().toArray(String[]::new));
        Catalog live = catalog();
        database.execute("CREATE INDEX by_hand ON orders (id)");
        try (Connection c = database.connect()) {
            DrizzleRows.prepare(c, DrizzleTable.USUAL);
            DrizzleRows.write(c, DrizzleTable.USUAL, DrizzleMark.of("a", 1L));
        }
        Outcome outcome =
                Runner.apply(
                        drizzle,
                        List.of(ONE.withDrizzle(DrizzleMark.of("a", 1L)).between(empty, live)),
                        CONTEXT,
                        RunListener.SILENT);
        assertThat(refused(outcome)).isEqualTo(Gate.ADOPTION);
        assertThat(outcome.words()).contains("by_hand");
    }

    @Test
    void a_baseline_writes_rows_and_runs_nothing() throws SQLException {
        database.execute(ONE.statements().toArray(String[]::new));
        assertThat(Runner.baseline(target, List.of(ONE), CONTEXT, RunListener.SILENT))
                .isEqualTo(new Outcome.Applied(List.of("0000_orders")));
        assertThat(ledger().rows().getFirst().origin().text()).isEqualTo("baseline");
        assertThat(apply(ONE, TWO)).isEqualTo(new Outcome.Applied(List.of("0001_note")));
    }

    @Test
    void a_reader_in_front_costs_at_most_the_lock_limit_and_the_run_ends_clearly()
            throws Exception {
        apply(ONE);
        List<RunEvent> events = new ArrayList<>();
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement s = reader.createStatement()) {
                s.execute("SELECT * FROM orders");
            }
            Outcome outcome = Runner.apply(target, List.of(ONE, TWO), CONTEXT, events::add);
            assertThat(outcome).isInstanceOf(Outcome.NothingChanged.class);
            assertThat(outcome.words()).contains("tried 3 times").contains("55P03");
        }
        assertThat(events).filteredOn(RunEvent.Retrying.class::isInstance).hasSize(2);
        assertThat(apply(ONE, TWO)).isEqualTo(new Outcome.Applied(List.of("0001_note")));
    }

    @Test
    void while_another_run_holds_the_fence_nothing_is_run_and_it_is_named() throws SQLException {
        try (Connection other = database.connect();
                Statement s = other.createStatement()) {
            s.execute("SET application_name = 'sluice/880/1'");
            s.execute("SELECT pg_advisory_lock(" + Fence.KEY + ")");
            Outcome outcome = apply(ONE);
            assertThat(refused(outcome)).isEqualTo(Gate.FENCE);
            assertThat(outcome.words()).contains("sluice/880/1");
        }
    }

    @Test
    void two_runners_at_once_apply_each_migration_once() throws Exception {
        Target patient = target.withLimits(target.limits().withFence(Duration.ofSeconds(30)));
        List<Outcome> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RunContext context = RunContext.of("shop", "run-" + i, "alice");
            threads.add(
                    Thread.startVirtualThread(() ->
                            outcomes.add(
                                    Runner.apply(
                                            patient,
                                            List.of(ONE, TWO),
                                            context,
                                            RunListener.SILENT))));
        }
        for (Thread t : threads) t.join();
        assertThat(outcomes).hasSize(4).allMatch(Outcome.Applied.class::isInstance);
        assertThat(ledger().rows()).hasSize(2);
        assertThat(count("SELECT count(*) FROM orders")).isEqualTo(1);
    }

    @Test
    void undo_counts_first_what_will_be_gone() throws SQLException {
        Catalog zero = catalog();
        apply(ONE);
        Catalog one = catalog();
        apply(ONE, TWO);
        Catalog two = catalog();
        database.execute("UPDATE orders SET note = 'keep me'");
        try (Connection c = database.connect()) {
            var onlyTwo = UndoPreview.of(c, "shop", List.of(TWO.between(one, two)));
            assertThat(onlyTwo.losses())
                    .extracting(UndoPreview.Loss::words)
                    .containsExactly("column public.orders.note: 1 value will be gone");
            var onlyOne = UndoPreview.of(c, "shop", List.of(ONE.between(zero, one)));
            assertThat(onlyOne.later()).containsExactly("0001_note");
            assertThat(onlyOne.losses())
                    .extracting(UndoPreview.Loss::words)
                    .containsExactly("table public.orders: 1 row will be gone");
        }
    }

    private Outcome apply(RunMigration... migrations) {
        return Runner.apply(target, List.of(migrations), CONTEXT, RunListener.SILENT);
    }

    private Outcome undo(RunMigration... migrations) {
        return Runner.undo(target, List.of(migrations), CONTEXT, RunListener.SILENT);
    }

    private static Gate refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).gate();
    }

    private Ledger ledger() throws SQLException {
        try (Connection c = database.connect()) {
            return Ledger.read(c, "shop");
        }
    }

    private List<String> drizzleHashes() throws SQLException {
        try (Connection c = database.connect()) {
            return DrizzleRows.read(c, DrizzleTable.USUAL);
        }
    }

    private Catalog catalog() throws SQLException {
        try (Connection c = database.connect()) {
            return CatalogReader.read(c);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection c = database.connect();
                Statement s = c.createStatement();
                var row = s.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
