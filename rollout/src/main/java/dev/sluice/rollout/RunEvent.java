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
}
