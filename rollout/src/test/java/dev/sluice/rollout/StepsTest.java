package dev.sluice.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.OwnJvm;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Migrations with steps that stand alone: killed anywhere, each step is done once, nothing of ours
/// is left half done, and what is not ours is not touched.
class StepsTest {
    private static final RunMigration ORDERS =
            RunMigration.of(
                    "d0",
                    "0000_orders",
                    List.of(
                            "CREATE TYPE mood AS ENUM ('ok')",
                            "CREATE TABLE orders (id int PRIMARY KEY, note text, mood mood)",
                            "INSERT INTO orders SELECT g, 'n' || g FROM generate_series(1, 50) g",
                            "CREATE INDEX old_note ON orders (note)",
                            "CREATE TABLE parts (id int) PARTITION BY LIST (id)",
                            "CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)"),
                    null);

    private static final List<String> STATEMENTS =
            List.of(
                    "INSERT INTO orders VALUES (51)",
                    "CREATE INDEX /* online */ CONCURRENTLY \"by Note\" ON orders (lower(note))",
                    "ALTER TABLE orders ADD COLUMN done boolean; INSERT INTO orders VALUES (52)",
                    "drop index concurrently if exists public.old_note",
                    "ALTER TYPE mood ADD VALUE 'bad'",
                    "UPDATE orders SET mood = 'bad' WHERE id = 51",
                    "REINDEX (VERBOSE) TABLE CONCURRENTLY orders",
                    "ALTER TABLE parts DETACH PARTITION part_1 CONCURRENTLY",
                    "VACUUM orders");

    private static final RunMigration MIXED =
            RunMigration.of(
                    "d1",
                    "0001_mixed",
                    STATEMENTS,
                    List.of(
                            "DROP INDEX CONCURRENTLY \"by Note\"",
                            "ALTER TABLE orders DROP COLUMN done",
                            "CREATE INDEX CONCURRENTLY old_note ON orders (note)"));

    private static final RunMigration CHECKED =
            RunMigration.of(
                    "d6",
                    "0001_checked",
                    List.of(
                            "ALTER TABLE orders ADD COLUMN rank int",
                            "ALTER TABLE public.orders ADD CONSTRAINT \"Some\" CHECK (note > '') NOT VALID",
                            "alter table only public.orders validate constraint \"Some\"",
                            "ALTER TABLE orders ALTER rank SET DEFAULT 1"),
                    null);

    private final TestDatabase database = TestPostgres.database(18);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void each_step_runs_in_its_place_and_the_ledger_says_so_once() throws SQLException {
        assertThat(apply(ORDERS, MIXED))
                .isEqualTo(new Outcome.Applied(List.of("0000_orders", "0001_mixed")));
        assertDone();
        assertThat(
                        text(
                                "SELECT string_agg(step_no || ' ' || kind || ' ' || state, ', ' ORDER BY step_no) FROM sluice.step"))
                .isEqualTo(
                        "1 transactional applied, 2 create_index applied, 3 transactional applied, 4 drop_index applied,"
                                + " 5 add_label applied, 6 transactional applied, 7 reindex applied, 8 detach applied, 9 repeatable applied");
        assertThat(apply(ORDERS, MIXED)).isEqualTo(new Outcome.Applied(List.of()));
        assertThat(undo(MIXED)).isInstanceOf(Outcome.Applied.class);
        assertThat(text("SELECT to_regclass('old_note')::text")).isEqualTo("old_note");
        assertThat(text("SELECT to_regclass('\"by Note\"')::text")).isNull();
    }

    private void assertDone() throws SQLException {
        assertThat(text("SELECT count(*)::text FROM orders")).isEqualTo("52");
        assertThat(
                        text(
                                "SELECT indisvalid::text FROM pg_index WHERE indexrelid = '\"by Note\"'::regclass"))
                .isEqualTo("true");
        assertThat(text("SELECT to_regclass('old_note')::text")).isNull();
        assertThat(text("SELECT mood::text FROM orders WHERE id = 51")).isEqualTo("bad");
        assertThat(
                        text(
                                "SELECT count(*)::text FROM pg_inherits WHERE inhrelid = 'part_1'::regclass"))
                .isEqualTo("0");
        assertThat(text("SELECT count(*)::text FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        assertThat(
                        text(
                                "SELECT string_agg(tag || ' ' || direction, ', ' ORDER BY tag) FROM sluice.applied"))
                .isEqualTo("0000_orders up, 0001_mixed up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "K06", "K07", "K09", "K11", "K15", "K16", "K06:2", "K07:2", "K11:2", "K15:2",
                "K16:2", "K15:3", "K16:3", "K09:3", "K15:4", "K16:4", "K15:5", "K16:5", "K15:6",
                "K16:6", "K08", "K09:4", "K11:4"
            })
    void a_killed_run_goes_on_where_it_was(String point) throws Exception {
        apply(ORDERS);
        assertThat(killed(point, "apply")).isEqualTo(137);
        assertThat(apply(ORDERS, MIXED)).isInstanceOf(Outcome.Applied.class);
        assertDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"K15", "K16", "K11", "K15:2", "K16:2", "K08"})
    void a_killed_undo_goes_on_where_it_was(String point) throws Exception {
        apply(ORDERS, MIXED);
        assertThat(killed(point, "undo")).isEqualTo(137);
        assertThat(undo(MIXED)).isInstanceOf(Outcome.Applied.class);
        assertThat(text("SELECT to_regclass('old_note')::text")).isEqualTo("old_note");
        assertThat(text("SELECT count(*)::text FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        assertThat(text("SELECT count(*)::text FROM sluice.applied WHERE direction = 'down'"))
                .isEqualTo("1");
    }

    @Test
    void an_index_that_is_half_built_is_cleared_away_and_built_again() throws Exception {
        apply(ORDERS);
        assertThat(killed("K15", "apply")).isEqualTo(137);
        database.execute("CREATE INDEX \"by Note\" ON orders (lower(note))");
        database.execute(
                "UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = '\"by Note\"'::regclass");
        String before = text("SELECT '\"by Note\"'::regclass::oid::text");
        assertThat(apply(ORDERS, MIXED)).isInstanceOf(Outcome.Applied.class);
        assertDone();
        assertThat(text("SELECT '\"by Note\"'::regclass::oid::text")).isNotEqualTo(before);
    }

    @Test
    void a_build_that_fails_leaves_no_invalid_index_and_says_what_stands() throws SQLException {
        RunMigration unique =
                RunMigration.of(
                        "d2",
                        "0001_unique",
                        List.of(
                                "INSERT INTO orders VALUES (60, 'n1')",
                                "CREATE UNIQUE INDEX CONCURRENTLY notes ON orders (note)",
                                "ALTER TABLE orders ADD COLUMN never int"),
                        null);
        Outcome outcome = apply(ORDERS, unique);
        assertThat(outcome).isInstanceOf(Outcome.PartlyApplied.class);
        assertThat(outcome.words())
                .contains(
                        "step 2 of 3 of 0001_unique failed",
                        "could not create unique index",
                        "Steps 1 to 1 of 3 of 0001_unique stand",
                        "trying again goes on after them");
        assertThat(text("SELECT count(*)::text FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        database.execute("DELETE FROM orders WHERE id = 1");
        assertThat(apply(ORDERS, unique)).isInstanceOf(Outcome.Applied.class);
        assertThat(text("SELECT count(*)::text FROM orders WHERE id = 60")).isEqualTo("1");
        assertThat(
                        text(
                                "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'notes'::regclass"))
                .isEqualTo("true");
    }

    @Test
    void a_migration_whose_first_step_failed_never_began_and_its_file_may_be_edited()
            throws SQLException {
        String index = "CREATE UNIQUE INDEX CONCURRENTLY notes ON orders (note)";
        apply(ORDERS);
        database.execute("INSERT INTO orders VALUES (60, 'n1')");
        RunMigration first = RunMigration.of("d2", "0001_unique", List.of(index), null);
        Outcome outcome = apply(ORDERS, first);
        assertThat(outcome).isInstanceOf(Outcome.NothingChanged.class);
        assertThat(outcome.words()).contains("Nothing of 0001_unique stays");
        assertThat(text("SELECT count(*)::text FROM sluice.step")).isEqualTo("0");
        RunMigration edited =
                RunMigration.of(
                        "d3",
                        "0001_unique",
                        List.of("DELETE FROM orders WHERE id = 60", index),
                        null);
        assertThat(apply(ORDERS, edited)).isInstanceOf(Outcome.Applied.class);
        assertThat(
                        text(
                                "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'notes'::regclass"))
                .isEqualTo("true");
        assertThatThrownBy(() -> database.execute("DELETE FROM sluice.step"))
                .hasMessageContaining("an intent becomes applied or goes");
    }

    @Test
    void an_invalid_index_of_somebody_else_is_named_and_not_touched() throws SQLException {
        apply(ORDERS);
        database.execute("CREATE INDEX \"by Note\" ON orders (lower(note))");
        database.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"by Note\"'::regclass");
        Outcome outcome = apply(ORDERS, MIXED);
        assertThat(outcome).isInstanceOf(Outcome.PartlyApplied.class);
        assertThat(outcome.words())
                .contains("an INVALID index of that name stands there, which no run of ours began");
        assertThat(
                        text(
                                "SELECT indisvalid::text FROM pg_index WHERE indexrelid = '\"by Note\"'::regclass"))
                .isEqualTo("false");
    }

    @Test
    void another_index_in_the_place_of_one_that_was_begun_is_named_and_not_dropped()
            throws Exception {
        apply(ORDERS);
        RunMigration mixed = proven();
        assertThat(killed("K15", "apply")).isEqualTo(137);
        database.execute("CREATE INDEX \"by Note\" ON orders (id)");
        database.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"by Note\"'::regclass");
        Outcome outcome = apply(ORDERS, mixed);
        assertThat(outcome.words()).contains("stands there that is another one");
        assertThat(text("SELECT to_regclass('\"by Note\"')::text")).isNotNull();
        database.execute("DROP INDEX \"by Note\"");
        assertThat(apply(ORDERS, mixed)).isInstanceOf(Outcome.Applied.class);
        assertDone();
    }

    /// With the state that it leads to, from another database.
    private RunMigration proven() throws SQLException {
        try (TestDatabase other = TestPostgres.database(18)) {
            Target there = Target.of(other.url());
            Runner.apply(there, List.of(ORDERS, MIXED), context(), RunListener.SILENT);
            try (Connection c = other.connect()) {
                Catalog after = CatalogReader.read(c);
                return MIXED.between(null, after);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE DATABASE other | changes the whole cluster",
                "ALTER SYSTEM SET work_mem = '1GB' | changes the whole cluster",
                "CREATE INDEX CONCURRENTLY ON orders (note) | Name it",
            })
    void what_no_migration_may_do_is_refused_before_anything_runs(String sql, String why)
            throws SQLException {
        Outcome outcome =
                apply(
                        RunMigration.of(
                                "d3", "0000_bad", List.of("CREATE TABLE t (id int)", sql), null));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.words()).contains("Statement 2 of 0000_bad", why, "Nothing was run");
        assertThat(text("SELECT to_regclass('t')::text")).isNull();
    }

    @Test
    void nothing_else_runs_while_a_migration_stands_between_two_steps() throws Exception {
        apply(ORDERS);
        assertThat(killed("K15", "apply")).isEqualTo(137);
        RunMigration other =
                RunMigration.of("d5", "0001_other", List.of("CREATE TABLE other (id int)"), null);
        assertThat(apply(ORDERS, other).words())
                .contains("Another migration stands between two of its steps", "Nothing was run");
        assertThat(
                        undo(RunMigration.of(
                                        "d0",
                                        "0000_orders",
                                        ORDERS.statements(),
                                        List.of("SELECT 1")))
                                .words())
                .contains("Another migration stands between two of its steps", "Nothing was run");
        assertThat(apply(ORDERS, MIXED)).isInstanceOf(Outcome.Applied.class);
        assertDone();
    }

    @Test
    void what_was_begun_by_other_statements_is_not_gone_on_with() throws SQLException {
        List<String> online =
                List.of(
                        "UPDATE orders SET note = note || '!' WHERE id = 2",
                        "CREATE UNIQUE INDEX CONCURRENTLY notes ON orders (note)");
        List<String> declared =
                List.of(
                        "UPDATE orders SET note = note || '!' WHERE id = 2",
                        "CREATE UNIQUE INDEX IF NOT EXISTS notes ON orders (note)");
        List<String> longer =
                List.of(
                        "ALTER TABLE orders ADD COLUMN rank int",
                        "UPDATE orders SET note = note || '!' WHERE id = 2",
                        "CREATE UNIQUE INDEX CONCURRENTLY notes ON orders (note)");
        apply(ORDERS);
        database.execute("INSERT INTO orders VALUES (60, 'n1')");
        assertThat(apply(ORDERS, RunMigration.of("d8", "0001_notes", online, null)))
                .isInstanceOf(Outcome.PartlyApplied.class);
        database.execute("DELETE FROM orders WHERE id = 60");
        for (List<String> other : List.of(declared, longer)) {
            Outcome outcome = apply(ORDERS, RunMigration.of("d8", "0001_notes", other, null));
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.words())
                    .contains("was begun with other statements", "Nothing was run");
        }
        assertThat(apply(ORDERS, RunMigration.of("d8", "0001_notes", online, null)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(text("SELECT note FROM orders WHERE id = 2")).isEqualTo("n2!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"K09", "K11", "K15", "K16", "K09:2", "K11:2", "K09:3"})
    void a_constraint_is_validated_once_what_stands_before_it_is_committed(String point)
            throws Exception {
        apply(ORDERS);
        assertThat(killed(point, "check")).isEqualTo(137);
        assertThat(apply(ORDERS, CHECKED)).isInstanceOf(Outcome.Applied.class);
        assertThat(
                        text(
                                "SELECT string_agg(step_no || ' ' || kind || ' ' || state, ', ' ORDER BY step_no) FROM sluice.step"))
                .isEqualTo("2 transactional applied, 3 validate applied, 4 transactional applied");
        assertThat(text("SELECT convalidated::text FROM pg_constraint WHERE conname = 'Some'"))
                .isEqualTo("true");
    }

    @Test
    void a_validation_that_fails_leaves_the_constraint_for_new_rows_and_is_tried_again()
            throws SQLException {
        apply(ORDERS);
        database.execute("UPDATE orders SET note = '' WHERE id = 7");
        Outcome outcome = apply(ORDERS, CHECKED);
        assertThat(outcome).isInstanceOf(Outcome.PartlyApplied.class);
        assertThat(outcome.words())
                .contains("step 3 of 4", "is violated by some row", "Steps 1 to 2 of 4");
        assertThatThrownBy(() -> database.execute("INSERT INTO orders VALUES (99, '')"))
                .hasMessageContaining("Some");
        database.execute("UPDATE orders SET note = 'n7' WHERE id = 7");
        assertThat(apply(ORDERS, CHECKED)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_validation_that_stands_first_shares_the_transaction_of_what_follows()
            throws SQLException {
        apply(ORDERS);
        database.execute("ALTER TABLE orders ADD CONSTRAINT noted CHECK (note > '') NOT VALID");
        RunMigration only =
                RunMigration.of(
                        "d7",
                        "0001_validated",
                        List.of("ALTER TABLE orders VALIDATE CONSTRAINT noted", "SELECT 1"),
                        null);
        assertThat(apply(ORDERS, only)).isInstanceOf(Outcome.Applied.class);
        assertThat(text("SELECT count(*)::text FROM sluice.step")).isEqualTo("0");
    }

    @Test
    void a_label_that_nothing_uses_stays_in_the_one_transaction() throws SQLException {
        RunMigration label =
                RunMigration.of(
                        "d4",
                        "0001_label",
                        List.of("ALTER TYPE mood ADD VALUE 'bad'", "SELECT 1 / 0"),
                        null);
        assertThat(apply(ORDERS, label)).isInstanceOf(Outcome.PartlyApplied.class);
        assertThat(text("SELECT count(*)::text FROM pg_enum WHERE enumlabel = 'bad'"))
                .isEqualTo("0");
        assertThat(text("SELECT count(*)::text FROM sluice.step")).isEqualTo("0");
    }

    private static RunContext context() {
        return RunContext.of("shop", "881", "alice");
    }

    private Outcome apply(RunMigration... migrations) {
        return Runner.apply(
                target(database.url()), List.of(migrations), context(), RunListener.SILENT);
    }

    private Outcome undo(RunMigration... migrations) {
        return Runner.undo(
                target(database.url()), List.of(migrations), context(), RunListener.SILENT);
    }

    private static Target target(String url) {
        return Target.of(url).withLimits(Limits.USUAL.withFence(Duration.ofSeconds(20)));
    }

    private int killed(String point, String action) throws Exception {
        Process process =
                new ProcessBuilder(
                                OwnJvm.commandWithTests(
                                        "-Dsluice.test=true",
                                        "-Dsluice.crash=" + point,
                                        StepsTest.class.getName(),
                                        action,
                                        database.url()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// The process that gets killed.
    public static void main(String[] arguments) {
        Target target = target(arguments[1]);
        if (arguments[0].equals("apply"))
            Runner.apply(target, List.of(ORDERS, MIXED), context(), RunListener.SILENT);
        else if (arguments[0].equals("check"))
            Runner.apply(target, List.of(ORDERS, CHECKED), context(), RunListener.SILENT);
        else Runner.undo(target, List.of(MIXED), context(), RunListener.SILENT);
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
