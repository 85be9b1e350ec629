package dev.sluice.rollout;

import dev.sluice.schema.Catalog;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Who runs, for what, and what goes into the ledger. `server` is the id of the server that calls,
/// null for the command line: a database that is marked as managed lets only its own server in.
/// `settle` renders a catalog to scratch and reads it back (two printings of one expression are no
/// difference); `stopped` is asked before each migration, `interrupted` while a step that stands
/// alone waits for other sessions: that one is then cancelled.
public record RunContext(
        String project,
        String runId,
        int attempt,
        long epoch,
        String by,
        @Nullable String server,
        @Nullable Long changeNo,
        @Nullable String revisionDigest,
        UnaryOperator<Catalog> settle,
        BooleanSupplier stopped,
        BooleanSupplier interrupted) {
    public static RunContext of(String project, String runId, String by) {
        return new RunContext(
                project,
                runId,
                1,
                0,
                by,
                null,
                null,
                null,
                UnaryOperator.identity(),
                () -> false,
                () -> false);
    }

    public RunContext attempt(int number, long epochOfRun) {
        return new RunContext(
                project,
                runId,
                number,
                epochOfRun,
                by,
                server,
                changeNo,
                revisionDigest,
                settle,
                stopped,
                interrupted);
    }

    public RunContext onServer(String id, @Nullable Long change, @Nullable String revision) {
        return new RunContext(
                project,
                runId,
                attempt,
                epoch,
                by,
                id,
                change,
                revision,
                settle,
                stopped,
                interrupted);
    }

    public RunContext settledBy(UnaryOperator<Catalog> round) {
        return new RunContext(
                project,
                runId,
                attempt,
                epoch,
                by,
                server,
                changeNo,
                revisionDigest,
                round,
                stopped,
                interrupted);
    }

    /// `person`: somebody asked for it, and it is not only the process that ends.
    public RunContext stoppedWhen(BooleanSupplier asked, BooleanSupplier person) {
        return new RunContext(
                project,
                runId,
                attempt,
                epoch,
                by,
                server,
                changeNo,
                revisionDigest,
                settle,
                asked,
                person);
    }

    /// What `pg_stat_activity` shows: `sluice/881/2`.
    public String applicationName() {
        return "sluice/" + runId + "/" + attempt;
    }
}
