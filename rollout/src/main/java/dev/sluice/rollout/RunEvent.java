package dev.sluice.rollout;

import dev.sluice.ledger.LedgerRow;
import dev.sluice.schema.Catalog;
import java.time.Duration;
import java.util.List;

/// One thing that happened in a run. `number` counts a migration's statements from 1.
public sealed interface RunEvent {
    record Connected(TargetIdentity identity, int major, long backend) implements RunEvent {}

    /// Another session holds the fence: an orphan of a lost connection, or another run.
    record WaitingForFence(List<Holder> holders) implements RunEvent {}

    record FenceHeld() implements RunEvent {}

    /// What the ledger says: these stand already and are not run again.
    record LedgerRead(List<String> skipped, List<String> pending) implements RunEvent {}

    record Adopted(List<String> tags) implements RunEvent {}

    record MigrationStarted(String tag) implements RunEvent {}

    record StatementStarted(String tag, int number, String sql) implements RunEvent {}

    record StatementDone(String tag, int number, Duration took, long rows) implements RunEvent {}

    /// A statement that takes long waits for other sessions; told again when another comes in.
    record WaitingForLock(String tag, int number, List<Blocker> blockers) implements RunEvent {}

    /// A notice or warning of the server.
    record Notice(String tag, String text) implements RunEvent {}

    record Retrying(String tag, int tryNumber, String reason, Duration pause) implements RunEvent {}

    record Committing(String tag) implements RunEvent {}

    /// The row that stands in the ledger since the COMMIT was answered, and the catalog that it was
    /// committed with.
    record Recorded(LedgerRow row, Catalog after) implements RunEvent {}

    record MigrationDone(String tag, Duration took) implements RunEvent {}

    /// A session that holds the fence.
    record Holder(long pid, String applicationName, String statement, Duration age) {
        public String words() {
            return "process "
                    + pid
                    + " ("
                    + applicationName
                    + "), running for "
                    + age.toSeconds()
                    + " s: "
                    + statement;
        }
    }

    /// A session that keeps a statement waiting, and for how long its transaction has been open.
    /// Its statement is not shown: it is somebody else's, and may hold what is secret.
    record Blocker(
            long pid, String applicationName, String user, String state, Duration transaction) {
        public String words() {
            if (pid == 0) return "a prepared transaction (see pg_prepared_xacts)";
            String who = applicationName.isEmpty() ? user : applicationName + ", user " + user;
            return "process "
                    + pid
                    + (who.isEmpty() ? "" : " (" + who + ")")
                    + (state.isEmpty() ? "" : ", " + state)
                    + ", its transaction open for "
                    + transaction.toSeconds()
                    + " s";
        }
    }
}
