package dev.sluice.bench.generated;

import dev.sluice.bench.generated.Ground.StepFailedException;
import dev.sluice.bench.generated.Verdict.Ending;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
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

    /// The plan leads to what is wanted and back, with rows in the tables, and nothing that stands
    /// on both sides is made anew.
    public Verdict thereAndBack(GeneratedPair pair) {
        Catalog from;
        Catalog to;
        Planned planned;
        try {
            ground.clear();
            load(ground, pair.from(), false);
            from = ground.read();
            ground.clear();
            load(ground, pair.to(), false);
            to = ground.read();
            ground.clear();
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_LOADED, told(e));
        }
        try {
            Catalog settledTo = settled(to);
            planned = Planner.plan(settled(from), settledTo, PlanOptions.NONE);
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_RENDERED, told(e));
        } catch (RuntimeException e) {
            return new Verdict(Ending.CRASHED, told(e));
        }
        return switch (planned) {
            case Planned.Refused(List<String> reasons) ->
                    new Verdict(Ending.REFUSED, String.join("\n", reasons));
            case Planned.Ready(Plan plan) -> run(pair, plan, from, to);
        };
    }

    private Verdict run(GeneratedPair pair, Plan plan, Catalog from, Catalog to) {
        try {
            Verdict withRows = run(pair, plan, from, to, true);
            if (withRows.ending() != Ending.ROWS_STAND_AGAINST_IT) return withRows;
            Verdict without = run(pair, plan, from, to, false);
            return without.ending() == Ending.HOLDS ? withRows : without;
        } catch (SQLException e) {
            return new Verdict(Ending.CRASHED, told(e) + "\n" + text(plan.steps()));
        }
    }

    private Verdict run(GeneratedPair pair, Plan plan, Catalog from, Catalog to, boolean rows)
            throws SQLException {
        // a label that was added isn't usable before it is committed, except in a type that is as
        // new
        boolean committing = isAddingLabels(plan.steps()) || isAddingLabels(plan.wayBack());
        if (!committing) {
            ground.clear();
            return run(ground, false, pair, plan, from, to, rows);
        }
        try (Ground fresh = Ground.open(major)) {
            return run(fresh, true, pair, plan, from, to, rows);
        }
    }

    private static boolean isAddingLabels(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> s.hazards().stream())
                .anyMatch(h -> h.kind() == HazardKind.MUST_BE_COMMITTED_FIRST);
    }

    private Verdict run(
            Ground on,
            boolean committing,
            GeneratedPair pair,
            Plan plan,
            Catalog from,
            Catalog to,
            boolean rows)
            throws SQLException {
        try {
            load(on, pair.from(), rows);
        } catch (SQLException e) {
            return new Verdict(Ending.NOT_LOADED, told(e));
        }
        Standing before = Standing.of(on.connection);
        if (committing) on.connection.commit();
        var old = Map.<String, String>of();
        Map<String, Set<String>> kept;
        String steps = "\n" + text(plan.steps());
        try {
            scratch.clear();
            load(scratch, pair.to(), false);
            kept = before.kept(Standing.of(scratch.connection));
            if (rows) old = Standing.rows(on.connection, kept);
            on.steps(plan.steps());
        } catch (StepFailedException e) {
            return failed(Ending.UP_FAILED, e, rows, steps);
        }
        if (committing) on.connection.commit();
        List<String> words = unequal(on.read(), to);
        if (!words.isEmpty()) return new Verdict(Ending.UP_WRONG, String.join("\n", words) + steps);
        List<String> anew = before.madeAnew(Standing.of(on.connection));
        if (!anew.isEmpty()) return new Verdict(Ending.MADE_ANEW, String.join(", ", anew) + steps);
        if (rows && !old.equals(Standing.rows(on.connection, kept)))
            return new Verdict(Ending.ROWS_CHANGED, "on the way there" + steps);
        if (plan.wayBack().isEmpty() && !plan.steps().isEmpty())
            return new Verdict(Ending.REFUSED, "no way back: " + why(plan) + steps);
        steps = "\n" + text(plan.wayBack());
        try {
            on.steps(plan.wayBack());
        } catch (StepFailedException e) {
            return failed(Ending.BACK_FAILED, e, rows, steps);
        }
        if (committing) on.connection.commit();
        words = unequal(on.read(), from);
        if (!words.isEmpty())
            return new Verdict(Ending.BACK_WRONG, String.join("\n", words) + steps);
        if (rows && !old.equals(Standing.rows(on.connection, kept)))
            return new Verdict(Ending.ROWS_CHANGED, "on the way back" + steps);
        return Verdict.holds();
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

    private static String why(Plan plan) {
        return plan.steps().stream()
                .flatMap(s -> s.hazards().stream())
                .filter(h -> h.kind() == HazardKind.IRREVERSIBLE)
                .map(h -> h.why())
                .collect(Collectors.joining("; "));
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
