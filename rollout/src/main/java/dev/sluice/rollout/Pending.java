package dev.sluice.rollout;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.List;

/// What is left to run, by the ledger; refuses what must not begin.
final class Pending {
    private Pending() {}

    static List<RunMigration> up(Ledger ledger, List<RunMigration> wanted, RunListener listener)
            throws Refusal {
        refuseBroken(ledger);
        for (RunMigration m : wanted) refuseOtherStatements(ledger, m);
        List<RunMigration> pending =
                wanted.stream().filter(m -> !ledger.stands(m.digest())).toList();
        tell(wanted, pending, listener);
        for (RunMigration m : pending) {
            refuse(m.tag(), m.statements());
        }
        return pending;
    }

    static List<RunMigration> down(Ledger ledger, List<RunMigration> wanted, RunListener listener)
            throws Refusal {
        refuseBroken(ledger);
        List<RunMigration> pending =
                new ArrayList<>(wanted.stream().filter(m -> ledger.stands(m.digest())).toList());
        List<LedgerRow> standing = ledger.standing();
        pending.sort(
                java.util.Comparator.comparingInt((RunMigration m) -> place(standing, m))
                        .reversed());
        tell(wanted, pending, listener);
        refuseLater(standing, pending);
        for (RunMigration m : pending) {
            if (m.downStatements() == null)
                throw new Refusal(
                        Gate.NO_WAY_BACK,
                        m.tag()
                                + " has no way back. Nothing was undone. Write a down file for it and prove it, or undo only what came after.");
            refuse(m.tag(), m.downStatements());
        }
        return pending;
    }

    private static void refuse(String tag, List<String> statements) throws Refusal {
        TransactionWords.refuse(tag, statements);
        for (RunStep step : RunStep.of(statements))
            if (step.refusal().isPresent())
                throw new Refusal(
                        Gate.OWN_TRANSACTION,
                        "Statement "
                                + step.number()
                                + " of "
                                + tag
                                + " "
                                + step.refusal().get()
                                + " Nothing was run.");
    }

    private static int place(List<LedgerRow> standing, RunMigration migration) {
        for (int i = 0; i < standing.size(); i++)
            if (standing.get(i).digest().equals(migration.digest())) return i;
        return -1;
    }

    private static void refuseLater(List<LedgerRow> standing, List<RunMigration> pending)
            throws Refusal {
        if (pending.isEmpty()) return;
        List<String> later = later(standing, pending).stream().map(LedgerRow::tag).toList();
        if (!later.isEmpty())
            throw new Refusal(
                    Gate.LATER_MIGRATION,
                    String.join(", ", later)
                            + " came later and still "
                            + (later.size() == 1 ? "stands" : "stand")
                            + ". Nothing was undone. Undo "
                            + (later.size() == 1 ? "it" : "them")
                            + " first.");
    }

    /// What stands above the first of `pending` and is not one of them.
    static List<LedgerRow> later(List<LedgerRow> standing, List<RunMigration> pending) {
        int lowest =
                pending.stream().mapToInt(m -> place(standing, m)).min().orElse(standing.size());
        return standing.subList(Math.max(lowest, 0), standing.size()).stream()
                .filter(r -> pending.stream().noneMatch(m -> m.digest().equals(r.digest())))
                .toList();
    }

    private static void refuseBroken(Ledger ledger) throws Refusal {
        List<String> broken = ledger.broken();
        if (!broken.isEmpty())
            throw new Refusal(
                    Gate.LEDGER,
                    String.join("; ", broken)
                            + ". Nothing was run. Find out who wrote to the schema sluice of this database before anything else.");
    }

    private static void refuseOtherStatements(Ledger ledger, RunMigration migration)
            throws Refusal {
        for (LedgerRow row : ledger.standing())
            if (row.tag().equals(migration.tag()) && !row.digest().equals(migration.digest()))
                throw new Refusal(
                        Gate.LEDGER,
                        migration.tag()
                                + " was applied here with other statements (or another way back) than it has now. Nothing was run."
                                + " Put the file back as it was, and write the change as a new migration.");
    }

    private static void tell(
            List<RunMigration> wanted, List<RunMigration> pending, RunListener listener) {
        List<String> tags = pending.stream().map(RunMigration::tag).toList();
        listener.on(
                new RunEvent.LedgerRead(
                        wanted.stream()
                                .map(RunMigration::tag)
                                .filter(t -> !tags.contains(t))
                                .toList(),
                        tags));
    }
}
