package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.folder.Migration;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.sql.Renames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// How one migration of a folder is undone, and what is proven of that. `statements` is empty where
/// there is no way back; `reasons` say why, or what is not proven. The folder is not touched.
public record WayBack(List<String> statements, Proof proof, List<String> reasons) {
    public WayBack {
        statements = List.copyOf(statements);
        reasons = List.copyOf(reasons);
    }

    public boolean exists() {
        return proof.verdict() != Proof.Verdict.NOT_PROVEN && !statements.isEmpty();
    }

    /// The down file beside the migration if it proves; else one that is planned from the state
    /// after the migration to the state before it.
    public static WayBack of(Replay replay, int index) throws SQLException {
        Migration m = replay.folder().migrations().get(index);
        ScratchDatabase before = replay.template(index);
        if (m.down().isPresent()) {
            Proof proof =
                    Prover.prove(
                            replay.scratch(),
                            before,
                            null,
                            m.statements(),
                            m.downStatements(),
                            null);
            if (proof.verdict() != Proof.Verdict.NOT_PROVEN)
                return new WayBack(m.downStatements(), proof, proof.reasons());
            return planned(replay, index, m, before).insteadOf(proof.reasons());
        }
        return planned(replay, index, m, before);
    }

    private WayBack insteadOf(List<String> refused) {
        var all = new ArrayList<>(reasons);
        refused.stream()
                .filter(r -> !reasons.contains(r))
                .map(r -> "Its own down file is not used. " + r)
                .forEach(all::add);
        return new WayBack(statements, proof, all);
    }

    private static WayBack planned(Replay replay, int index, Migration m, ScratchDatabase before)
            throws SQLException {
        Catalog target = replay.catalog(index);
        List<Rename> back;
        Catalog from;
        try (ScratchDatabase copy = replay.scratch().database(before);
                Connection connection = copy.connect()) {
            ObservedRenames watched = ObservedRenames.before(connection);
            replay.run(connection, m.fileName(), m.statements());
            back = watched.back(connection);
            if (!back.isEmpty()) replay.run(connection, "renames", Renames.statements(back));
            from = CatalogReader.read(connection);
        }
        return switch (Planner.plan(from, target, PlanOptions.renaming(back))) {
            case Planned.Refused(List<String> reasons) -> oneWay(replay, m, before, reasons);
            case Planned.Ready(Plan plan) -> tried(replay, m, before, target, plan);
        };
    }

    private static WayBack tried(
            Replay replay, Migration m, ScratchDatabase before, Catalog target, Plan plan) {
        List<String> down = plan.steps().stream().map(Step::sql).toList();
        Proof proof = Prover.prove(replay.scratch(), before, target, m.statements(), down, null);
        return new WayBack(down, proof, proof.reasons());
    }

    private static WayBack oneWay(
            Replay replay, Migration m, ScratchDatabase before, List<String> reasons) {
        Proof up = Prover.prove(replay.scratch(), before, null, m.statements(), null, null);
        return new WayBack(List.of(), up, reasons);
    }
}
