package dev.sluice.traps;

import dev.sluice.bench.generated.Ground;
import dev.sluice.bench.generated.Standing;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.diff.Rename;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.plan.TransactionMode;
import dev.sluice.schema.Catalog;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.sql.Renames;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where traps of one major are planned and run, one after the other.
final class Lane implements AutoCloseable {
    /// What was answered, by file, and what does not hold of it.
    record Outcome(Map<String, String> answers, List<String> faults) {}

    private final int major;
    private final Ground ground;
    private final Ground other;
    private final Scratch scratch;

    private Lane(int major, Ground ground, Ground other, Scratch scratch) {
        this.major = major;
        this.ground = ground;
        this.other = other;
        this.scratch = scratch;
    }

    static Lane open(int major) throws SQLException {
        String url = TestPostgres.server(major).url("postgres");
        return new Lane(major, Ground.open(major), Ground.open(major), Scratch.open(major, url));
    }

    private record Trial(Trap trap, Plan plan, Catalog from, Catalog to, Standing wanted) {}

    Outcome run(Trap trap) throws SQLException, Ground.StepFailedException {
        other.clear();
        other.run(trap.text("to.sql"));
        Catalog to = other.read();
        Standing wanted = Standing.of(other.connection);
        load(ground, trap);
        Catalog from = ground.read();
        Catalog renamed = renamed(from, trap.renames());
        Catalog settled = FixedPoint.settle(renamed, to, scratch);
        Planned planned =
                Planner.plan(
                        settled,
                        FixedPoint.settle(to, settled, scratch),
                        PlanOptions.renaming(trap.renames()).by(trap.strategy()));
        return switch (planned) {
            case Planned.Refused(List<String> reasons) ->
                    new Outcome(
                            Map.of("refused.txt", String.join("\n", reasons) + "\n"), List.of());
            case Planned.Ready(Plan plan) -> run(new Trial(trap, plan, from, to, wanted));
        };
    }

    /// `from` stands on the ground.
    private Catalog renamed(Catalog from, List<Rename> renames) throws SQLException {
        if (renames.isEmpty()) return from;
        var before = ground.connection.setSavepoint();
        for (String sql : Renames.statements(from, renames)) ground.run(sql);
        Catalog renamed = ground.read();
        ground.connection.rollback(before);
        return renamed;
    }

    private static void load(Ground on, Trap trap) throws SQLException {
        on.clear();
        on.run(trap.text("from.sql"));
        on.run("SET CONSTRAINTS ALL IMMEDIATE");
        on.run(trap.text("rows.sql"));
    }

    private Outcome run(Trial trial) throws SQLException, Ground.StepFailedException {
        if (!isCommitting(trial.plan())) return run(ground, trial, false);
        ground.clear(); // a subscription is dropped only when nobody else is making one
        try (Ground fresh = Ground.open(major)) {
            load(fresh, trial.trap());
            return run(fresh, trial, true);
        }
    }

    private static boolean isCommitting(Plan plan) {
        return List.of(plan.steps(), plan.wayBack()).stream()
                .flatMap(List::stream)
                .anyMatch(s ->
                        s.mode() == TransactionMode.ALONE
                                || s.hazards().stream()
                                        .anyMatch(h ->
                                                h.kind() == HazardKind.MUST_BE_COMMITTED_FIRST));
    }

    private Outcome run(Ground on, Trial trial, boolean committing)
            throws SQLException, Ground.StepFailedException {
        Plan plan = trial.plan();
        var answers = new TreeMap<String, String>();
        answers.put("plan.sql", text(plan.steps()));
        answers.put("down.sql", text(plan.wayBack()));
        answers.put("hazards.txt", hazards("up", plan.steps()) + hazards("down", plan.wayBack()));
        var faults = new ArrayList<String>();
        Standing before = Standing.of(on.connection);
        Map<String, Set<String>> kept = before.kept(trial.wanted());
        Map<String, String> rows = Standing.rows(on.connection, kept);
        if (committing) on.connection.commit();
        try {
            on.steps(plan.steps());
            if (committing) on.connection.commit();
            var unlike = new ArrayList<String>();
            unequal(on.read(), trial.to()).forEach(w -> unlike.add("up: " + w));
            if (trial.trap().renames().isEmpty())
                answers.put("anew.txt", lines(before.madeAnew(Standing.of(on.connection))));
            if (!rows.equals(Standing.rows(on.connection, kept))) faults.add("up: other rows");
            after(on, trial.trap());
            on.steps(plan.wayBack());
            if (committing) on.connection.commit();
            if (!isOneWay(plan))
                unequal(on.read(), trial.from()).forEach(w -> unlike.add("down: " + w));
            answers.put("unlike.txt", lines(unlike));
            if (!rows.equals(Standing.rows(on.connection, kept))) faults.add("down: other rows");
        } catch (Ground.StepFailedException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        answers.values().removeIf(String::isEmpty);
        return new Outcome(answers, faults);
    }

    private static boolean isOneWay(Plan plan) {
        return plan.steps().stream()
                .flatMap(s -> s.hazards().stream())
                .anyMatch(h -> h.kind() == HazardKind.IRREVERSIBLE);
    }

    private static void after(Ground on, Trap trap) throws SQLException {
        String sql = trap.text("after.sql");
        if (sql.isEmpty()) return;
        var before = on.connection.setSavepoint();
        on.run(sql);
        on.connection.rollback(before);
    }

    /// In words; both are settled where they differ.
    private List<String> unequal(Catalog is, Catalog wanted) throws SQLException {
        if (Diff.withAccess(is, wanted).isEmpty()) return List.of();
        Catalog settled = FixedPoint.settle(is, wanted, scratch);
        return Diff.withAccess(settled, FixedPoint.settle(wanted, settled, scratch)).stream()
                .map(Difference::words)
                .toList();
    }

    private static String text(List<Step> steps) {
        return steps.stream().map(s -> s.sql() + ";\n").collect(Collectors.joining("\n"));
    }

    private static String hazards(String way, List<Step> steps) {
        var lines = new ArrayList<String>();
        for (Step s : steps)
            for (Hazard h : s.hazards())
                lines.add(way + ": " + h.kind().words() + ", " + h.object());
        return lines(lines);
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
    }

    @Override
    public void close() throws SQLException {
        ground.close();
        other.close();
        scratch.close();
    }
}
