package dev.sluice.plan;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.diff.EnumDifference;
import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.Renames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// From two schema states to the ordered steps between them, there and back.
public final class Planner {
    private Planner() {}

    /// `taken` is the state after the renames of `options`.
    public static Planned plan(Catalog taken, Catalog wanted, PlanOptions options) {
        Catalog from = MovingParts.said(taken, wanted);
        Catalog to = MovingParts.said(wanted, taken);
        List<Pieces> states = Stream.of(from, to).parallel().map(Pieces::of).toList();
        Pieces before = states.getFirst();
        Pieces after = states.getLast();
        Diff.BothWays differences = Diff.bothWays(from, to);
        Draft there = draft(before, after, differences.there(), options);
        if (!there.reasons.isEmpty()) return new Planned.Refused(List.copyOf(there.reasons));
        Draft back = draft(after, before, differences.back(), options.saying(true));
        var words = new ArrayList<>(options.renames().stream().map(Renames::words).toList());
        differences.there().forEach(d -> words.add(d.words()));
        return new Planned.Ready(
                new Plan(
                        forward(there, back, options),
                        backward(back, options),
                        words,
                        goneWith(there)));
    }

    /// Labels that the plan itself uses turn an addition into a swap, which in turn puts more back,
    /// and what can't be written over is made again: repeated until nothing changes. Online, an
    /// added label is committed before it is used.
    private static Draft draft(
            Pieces from, Pieces to, List<Difference> differences, PlanOptions options) {
        Set<ObjectId> swapped = new TreeSet<>();
        Set<PieceId> replaced = new TreeSet<>();
        while (true) {
            var draft = new Draft(from, to, options.rights());
            replaced.forEach(draft::drop);
            Decisions.decide(draft, differences, swapped);
            boolean stable = true;
            for (Difference d : differences)
                if (options.strategy() == Strategy.DIRECT
                        && d instanceof EnumDifference.ChangeLabels labels
                        && !draft.swaps.contains(d.id())
                        && EnumDecisions.usesAdded(draft, labels)) stable &= !swapped.add(d.id());
            if (stable && !replaced.addAll(Actions.stuck(draft))) return draft;
        }
    }

    private static List<Step> forward(Draft there, Draft back, PlanOptions options) {
        var steps = new ArrayList<Step>();
        steps.addAll(options.roles().first());
        options.schemas().forEach(s -> steps.add(schema(s, "create")));
        renames(steps, options.renames());
        steps.addAll(Actions.steps(there, options.strategy()));
        steps.addAll(options.roles().last());
        if (back.reasons.isEmpty() || steps.isEmpty()) return steps;
        Step last = steps.removeLast();
        var hazards = new ArrayList<>(last.hazards());
        back.reasons.forEach(r ->
                hazards.add(
                        new Hazard(
                                HazardKind.IRREVERSIBLE,
                                "the whole plan",
                                r,
                                "there is no way back: keep a backup",
                                null)));
        steps.add(new Step(last.sql(), last.summary(), last.mode(), hazards));
        return steps;
    }

    private static List<Step> backward(Draft back, PlanOptions options) {
        if (!back.reasons.isEmpty()) return List.of();
        var steps = new ArrayList<Step>(options.roles().firstOnTheWayBack());
        steps.addAll(Actions.steps(back, options.strategy()));
        renames(steps, Renames.reversed(options.renames()));
        options.schemas().forEach(s -> steps.add(schema(s, "drop")));
        return steps;
    }

    private static void renames(List<Step> steps, List<Rename> renames) {
        String summary = String.join("; ", renames.stream().map(Renames::words).toList());
        for (String sql : Renames.statements(renames))
            steps.add(
                    new Step(
                            sql,
                            summary,
                            TransactionMode.TRANSACTIONAL,
                            List.of(
                                    new Hazard(
                                            HazardKind.BREAKS_RUNNING_CODE,
                                            summary,
                                            "code that uses the old name fails from then on",
                                            "roll out code that can do with both names first",
                                            null))));
    }

    private static Step schema(Identifier name, String verb) {
        return new Step(
                verb.toUpperCase(Locale.ROOT) + " SCHEMA " + name.quoted(),
                verb + " schema " + name,
                TransactionMode.TRANSACTIONAL,
                List.of());
    }

    /// Named things that go with a dropped owner and don't come back.
    private static List<String> goneWith(Draft draft) {
        var gone = new ArrayList<String>();
        for (PieceId id : draft.dropped) {
            if (draft.created.contains(id) || !draft.goesAlong(id)) continue;
            if (id.aspect() == Aspect.COMMENT) gone.add("comment on " + id.object().words());
            if (id.aspect() != Aspect.SELF) continue;
            switch (id.object().kind()) {
                case INDEX, TRIGGER, POLICY, SEQUENCE, RULE, STATISTICS ->
                        gone.add(id.object().words());
                default -> {}
            }
        }
        return gone;
    }
}
