package dev.sluice.bench.generated;

import dev.sluice.bench.Asked;
import dev.sluice.bench.generated.Ground.StepFailedException;
import dev.sluice.bench.generated.Verdict.Ending;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.schema.Catalog;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.generated.GeneratedPair;
import dev.sluice.testkit.generated.GeneratedSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What has to hold of every schema and every pair of schemas. One at a time; several stand beside
/// each other.
public final class GeneratedLaw implements AutoCloseable {
    private final int major;
    private final Ground ground;

    /// Where catalogs are settled while the other is in use.
    private final Ground scratch;

    private GeneratedLaw(int major, Ground ground, Ground scratch) {
        this.major = major;
        this.ground = ground;
        this.scratch = scratch;
    }

    public static GeneratedLaw open(int major) throws SQLException {
        return new GeneratedLaw(major, Ground.open(major), Ground.open(major));
    }

    /// The schema loads, and takes the rows that are its own.
    public Verdict loads(GeneratedSchema schema) {
        try {
            ground.clear();
            load(ground, schema, true);
            return Verdict.holds();
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_LOADED, told(e));
        }
    }

    /// Read, rendered, loaded and read again it is the same, after at most one such round.
    public Verdict comesRound(GeneratedSchema schema) {
        try {
            ground.clear();
            load(ground, schema, false);
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_LOADED, told(e));
        }
        try {
            Catalog read = ground.read();
            if (!Diff.between(read, read).isEmpty())
                return new Verdict(Ending.NOT_ROUND, "it differs from itself");
            List<String> otherwise = Asked.otherwise(read);
            if (!otherwise.isEmpty())
                return new Verdict(
                        Ending.NOT_ROUND,
                        "pieces asked one by one: " + String.join("\n", otherwise));
            Catalog once = settled(read);
            if (Diff.between(read, once).isEmpty()) return Verdict.holds();
            List<String> words = words(Diff.between(once, settled(once)));
            return words.isEmpty()
                    ? Verdict.holds()
                    : new Verdict(Ending.NOT_ROUND, String.join("\n", words));
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_RENDERED, told(e));
        } catch (RuntimeException e) {
            return new Verdict(Ending.CRASHED, told(e));
        }
    }

    /// A plan with the catalogs as they were read, and what stands where it has led.
    private record Trial(GeneratedPair pair, Plan plan, Catalog from, Catalog to, Standing wanted) {
        /// A label that was added isn't usable before it is committed, except in a type that is as
        /// new.
        private boolean isCommitting() {
            return isAddingLabels(plan.steps()) || isAddingLabels(plan.wayBack());
        }
    }

    /// The plan leads to what is wanted and back, with rows in the tables, and nothing that stands
    /// on both sides is made anew.
    public Verdict thereAndBack(GeneratedPair pair) {
        Catalog from;
        Catalog to;
        Standing wanted;
        Planned planned;
        try {
            ground.clear();
            load(ground, pair.from(), true);
            from = ground.read();
            scratch.clear();
            load(scratch, pair.to(), false);
            to = scratch.read();
            wanted = Standing.of(scratch.connection);
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_LOADED, told(e));
        }
        try {
            planned = Planner.plan(settled(from), settled(to), PlanOptions.NONE);
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_RENDERED, told(e));
        } catch (RuntimeException e) {
            return new Verdict(Ending.CRASHED, told(e));
        }
        return switch (planned) {
            case Planned.Refused(List<String> reasons) -> refused(reasons, "");
            case Planned.Ready(Plan plan) -> run(new Trial(pair, plan, from, to, wanted));
        };
    }

    /// What the plan starts from stands on the ground, with rows.
    private Verdict run(Trial trial) {
        try {
            Verdict withRows =
                    trial.isCommitting() ? runApart(trial, true) : run(ground, trial, true);
            if (withRows.ending() != Ending.ROWS_STAND_AGAINST_IT) return withRows;
            Verdict without = runApart(trial, false);
            return without.ending() == Ending.HOLDS ? withRows : without;
        } catch (SQLException e) {
            return new Verdict(Ending.CRASHED, told(e) + "\n" + text(trial.plan().steps()));
        }
    }

    private Verdict runApart(Trial trial, boolean rows) throws SQLException {
        if (!trial.isCommitting()) {
            ground.clear();
            load(ground, trial.pair().from(), rows);
            return run(ground, trial, rows);
        }
        try (Ground fresh = Ground.open(major)) {
            load(fresh, trial.pair().from(), rows);
            return run(fresh, trial, rows);
        }
    }

    private static boolean isAddingLabels(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> s.hazards().stream())
                .anyMatch(h -> h.kind() == HazardKind.MUST_BE_COMMITTED_FIRST);
    }

    private Verdict run(Ground on, Trial trial, boolean rows) throws SQLException {
        Plan plan = trial.plan();
        Standing before = Standing.of(on.connection);
        Map<String, Set<String>> kept = before.kept(trial.wanted(), lost(plan));
        Map<String, String> old = rows ? Standing.rows(on.connection, kept) : Map.of();
        String steps = "\n" + text(plan.steps());
        commit(on, trial);
        try {
            on.steps(plan.steps());
        } catch (StepFailedException e) {
            return failed(Ending.UP_FAILED, e, rows, steps);
        }
        commit(on, trial);
        List<String> words = unequal(on.read(), trial.to());
        if (!words.isEmpty()) return new Verdict(Ending.UP_WRONG, String.join("\n", words) + steps);
        List<String> anew = before.madeAnew(Standing.of(on.connection));
        if (!anew.isEmpty()) return new Verdict(Ending.MADE_ANEW, String.join(", ", anew) + steps);
        if (rows && !old.equals(Standing.rows(on.connection, kept)))
            return new Verdict(Ending.ROWS_CHANGED, "on the way there" + steps);
        if (plan.wayBack().isEmpty() && !plan.steps().isEmpty()) return refused(why(plan), steps);
        steps = "\n" + text(plan.wayBack());
        try {
            on.steps(plan.wayBack());
        } catch (StepFailedException e) {
            return failed(Ending.BACK_FAILED, e, rows, steps);
        }
        commit(on, trial);
        words = unequal(on.read(), trial.from());
        if (!words.isEmpty())
            return new Verdict(Ending.BACK_WRONG, String.join("\n", words) + steps);
        if (rows && !old.equals(Standing.rows(on.connection, kept)))
            return new Verdict(Ending.ROWS_CHANGED, "on the way back" + steps);
        return Verdict.holds();
    }

    /// Types and columns that lose something, as the plan says.
    private static Set<String> lost(Plan plan) {
        return Stream.concat(plan.steps().stream(), plan.wayBack().stream())
                .flatMap(s -> s.hazards().stream())
                .filter(h -> h.kind() == HazardKind.DATA_LOSS)
                .map(Hazard::object)
                .collect(Collectors.toSet());
    }

    private static void commit(Ground on, Trial trial) throws SQLException {
        if (trial.isCommitting()) on.connection.commit();
    }

    /// Rows may stand against a step that says so.
    private static Verdict failed(
            Ending ending, StepFailedException failure, boolean rows, String steps) {
        String state = String.valueOf(failure.reason.getSQLState());
        if (!rows || !state.startsWith("22") && !state.startsWith("23"))
            return new Verdict(ending, failure.getMessage() + steps);
        boolean announced =
                failure.step.hazards().stream()
                        .anyMatch(h ->
                                h.kind() == HazardKind.MAY_FAIL_ON_EXISTING_DATA
                                        || h.kind() == HazardKind.DATA_LOSS);
        return new Verdict(
                announced ? Ending.ROWS_STAND_AGAINST_IT : Ending.UNANNOUNCED,
                failure.getMessage() + steps);
    }

    /// In words; both are settled where they differ.
    private List<String> unequal(Catalog is, Catalog wanted) throws SQLException {
        if (Diff.between(is, wanted).isEmpty()) return List.of();
        return words(Diff.between(settled(is), settled(wanted)));
    }

    private Catalog settled(Catalog catalog) throws SQLException {
        scratch.clear();
        scratch.loadWithoutBodies(Sql.statements(catalog));
        return scratch.read();
    }

    private static void load(Ground on, GeneratedSchema schema, boolean rows) throws SQLException {
        on.load(schema.statements());
        if (!rows) return;
        // what is deferred would stand in the way of every ALTER
        on.run("SET CONSTRAINTS ALL IMMEDIATE");
        on.load(schema.rows());
    }

    private static Verdict refused(List<String> reasons, String steps) {
        boolean isImpossible = reasons.stream().allMatch(r -> r.contains("PostgreSQL "));
        return new Verdict(
                isImpossible ? Ending.IMPOSSIBLE : Ending.REFUSED,
                String.join("\n", reasons) + steps);
    }

    private static List<String> why(Plan plan) {
        return plan.steps().stream()
                .flatMap(s -> s.hazards().stream())
                .filter(h -> h.kind() == HazardKind.IRREVERSIBLE)
                .map(Hazard::why)
                .toList();
    }

    private static List<String> words(List<Difference> differences) {
        return differences.stream().map(Difference::words).toList();
    }

    private static String text(List<Step> steps) {
        return steps.stream().map(s -> "    " + s.sql() + ";\n").collect(Collectors.joining());
    }

    private static String told(Exception e) {
        if (e instanceof SQLException) return String.valueOf(e.getMessage());
        var text = new ArrayList<String>(List.of(e.toString()));
        for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++)
            text.add("    at " + e.getStackTrace()[i]);
        return String.join("\n", text);
    }

    @Override
    public void close() throws SQLException {
        ground.close();
        scratch.close();
    }
}
