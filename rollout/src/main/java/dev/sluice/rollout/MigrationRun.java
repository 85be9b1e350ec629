package dev.sluice.rollout;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One migration in one direction: one transaction that holds its statements, the proof of its
/// result, and the record of it.
final class MigrationRun {
    private static final int NOTICES = 100;

    /// How the transaction ended. Of `Escaped` a part may stand without a ledger row; of `Lost`
    /// nobody knows yet.
    sealed interface Result {
        record Done(Catalog after) implements Result {}

        record Failed(String reason) implements Result {}

        record Escaped(String reason) implements Result {}

        record Lost(String reason) implements Result {}
    }

    private final Session session;
    private final Target target;
    private final RunContext context;
    private final RunListener listener;
    private final RunMigration migration;
    private final Direction direction;
    private String doing = "";
    private boolean committing;

    MigrationRun(
            Session session,
            Target target,
            RunContext context,
            RunListener listener,
            RunMigration migration,
            Direction direction) {
        this.session = session;
        this.target = target;
        this.context = context;
        this.listener = listener;
        this.migration = migration;
        this.direction = direction;
    }

    Result tryUntilItStands(Catalog before) {
        for (int tryNumber = 1; ; tryNumber++) {
            try {
                return new Result.Done(inOneTransaction(before));
            } catch (Watch.Escaped e) {
                session.rollback();
                return e.committed()
                        ? new Result.Escaped(migration.tag() + ": " + e.getMessage())
                        : new Result.Failed(
                                migration.tag() + ": " + e.getMessage() + " " + nothingOfIt());
            } catch (Unproven e) {
                session.rollback();
                return new Result.Failed(String.valueOf(e.getMessage()));
            } catch (SQLException e) {
                Result ended = afterError(e);
                if (ended != null) return ended;
                if (!SqlErrors.isPassing(e) || tryNumber >= target.limits().tries())
                    return new Result.Failed(words(e, tryNumber));
                pause(e, tryNumber + 1);
            }
        }
    }

    /// Null when the transaction is over and another try is possible.
    private @Nullable Result afterError(SQLException e) {
        if (!SqlErrors.isConnectionLost(e, session.connection())) {
            session.rollback();
            return null;
        }
        if (committing)
            return new Result.Lost(
                    "The connection was lost while COMMIT of "
                            + migration.tag()
                            + " was under way: "
                            + SqlErrors.words(e)
                            + " The ledger will tell once the backend is gone; nothing is run again before.");
        return new Result.Failed(
                "The connection was lost at "
                        + doing
                        + " of "
                        + migration.tag()
                        + ": "
                        + SqlErrors.words(e)
                        + " COMMIT was not sent, so the server rolls it back. "
                        + nothingOfIt()
                        + " Try again when the server is back.");
    }

    private String words(SQLException e, int tries) {
        return doing
                + " of "
                + migration.tag()
                + " failed"
                + (tries > 1 ? " (tried " + tries + " times)" : "")
                + ": "
                + SqlErrors.words(e)
                + " "
                + nothingOfIt();
    }

    private String nothingOfIt() {
        return "Nothing of "
                + migration.tag()
                + (direction == Direction.UP ? " stays." : " was undone.");
    }

    private void pause(SQLException e, int nextTry) {
        Duration pause = Pause.before(nextTry, target.limits().pause());
        listener.on(
                new RunEvent.Retrying(
                        migration.tag(), nextTry, doing + ": " + SqlErrors.words(e), pause));
        Pause.of(pause);
    }

    private Catalog inOneTransaction(Catalog before) throws SQLException, Watch.Escaped, Unproven {
        long began = System.nanoTime();
        committing = false;
        doing = "the beginning";
        session.configure();
        listener.on(new RunEvent.MigrationStarted(migration.tag()));
        session.begin();
        Crash.at("K06");
        Watch watch = Watch.begin(session);
        runStatements(watch);
        doing = "reading the result";
        Catalog after = CatalogReader.read(session.connection());
        compareWithProof(after);
        Crash.at("K08");
        doing = "the ledger row";
        record(before, after);
        watch.check(session, "The end");
        watch.checkFence(session);
        Crash.at("K09");
        commit();
        Crash.at("K11");
        listener.on(new RunEvent.MigrationDone(migration.tag(), since(began)));
        return after;
    }

    private void runStatements(Watch watch) throws SQLException, Watch.Escaped {
        List<String> statements = statements();
        for (int i = 0; i < statements.size(); i++) {
            doing = "statement " + (i + 1) + " of " + statements.size();
            listener.on(new RunEvent.StatementStarted(migration.tag(), i + 1, statements.get(i)));
            long began = System.nanoTime();
            long rows = run(statements.get(i));
            listener.on(new RunEvent.StatementDone(migration.tag(), i + 1, since(began), rows));
            watch.check(session, doing);
            Crash.at("K07");
        }
    }

    private List<String> statements() {
        return direction == Direction.UP
                ? migration.statements()
                : Objects.requireNonNull(migration.downStatements());
    }

    private long run(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            long rows = 0;
            boolean isRows = statement.execute(sql);
            while (isRows || statement.getLargeUpdateCount() != -1) {
                if (!isRows) rows += statement.getLargeUpdateCount();
                isRows = statement.getMoreResults();
            }
            notices(statement.getWarnings());
            return rows;
        }
    }

    private void notices(@Nullable SQLWarning first) {
        int left = NOTICES;
        for (SQLWarning w = first; w != null && left-- > 0; w = w.getNextWarning())
            listener.on(new RunEvent.Notice(migration.tag(), String.valueOf(w.getMessage())));
    }

    private void compareWithProof(Catalog after) throws Unproven {
        Catalog proven = direction == Direction.UP ? migration.after() : migration.before();
        if (proven == null) return;
        if (DriftCheck.of(proven, after, context.settle())
                instanceof Drift.Found(List<String> words))
            throw new Unproven(
                    migration.tag()
                            + " did not make the state that was proven: "
                            + String.join("; ", words)
                            + ". It was rolled back. "
                            + nothingOfIt());
    }

    private void record(Catalog before, Catalog after) throws SQLException {
        Ledger ledger = Ledger.read(session.connection(), context.project());
        int generation = ledger.generation(migration.digest());
        LedgerRow row =
                LedgerRowsOf.run(
                        session,
                        context,
                        migration,
                        direction == Direction.UP ? generation + 1 : generation,
                        direction,
                        Origin.SLUICE,
                        Fingerprint.of(before).toString(),
                        Fingerprint.of(after).toString());
        Ledger.append(session.connection(), row);
        if (target.drizzle() == null || migration.drizzle() == null) return;
        if (direction == Direction.UP)
            DrizzleRows.write(session.connection(), target.drizzle(), migration.drizzle());
        else DrizzleRows.delete(session.connection(), target.drizzle(), migration.drizzle());
    }

    private void commit() throws SQLException {
        doing = "COMMIT";
        listener.on(new RunEvent.Committing(migration.tag()));
        committing = true;
        session.commit();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// The statements ran, and made something else than on scratch.
    private static final class Unproven extends Exception {
        Unproven(String reason) {
            super(reason);
        }
    }
}
