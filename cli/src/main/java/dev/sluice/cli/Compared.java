package dev.sluice.cli;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.diff.Rename;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import dev.sluice.plan.Strategy;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.Renames;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Two states and the plan between them. `from` stands before the renames, `start` after them.
record Compared(
        Catalog from,
        Catalog start,
        Catalog goal,
        List<Rename> renames,
        Strategy strategy,
        Plan plan,
        DiffProof proof) {
    Compared {
        renames = List.copyOf(renames);
    }

    /// The shape is described in docs/diff.md.
    ObjectNode json() {
        ObjectNode document = Json.document(plan.isEmpty() ? "equal" : "different");
        side(document.putObject("from"), from);
        side(document.putObject("to"), goal);
        differences(document.putArray("differences"));
        Json.put(document, "goneWith", plan.goneWith());
        document.put("strategy", strategy.name().toLowerCase(Locale.ROOT));
        steps(document.putArray("steps"), plan.steps());
        steps(document.putArray("wayBack"), plan.wayBack());
        ObjectNode told = document.putObject("proof").put("verdict", proof.verdict());
        Json.put(told, "reasons", proof.reasons());
        return document;
    }

    private static void side(ObjectNode side, Catalog catalog) {
        side.put("postgres", catalog.major())
                .put("fingerprint", Fingerprint.of(catalog).toString());
    }

    private void differences(ArrayNode array) {
        for (Rename r : renames)
            array.addObject()
                    .put("kind", "renamed")
                    .putNull("object")
                    .put("words", Renames.words(r));
        Pieces before = Pieces.of(start);
        Pieces after = Pieces.of(goal);
        for (Difference d : Diff.between(start, goal))
            array.addObject()
                    .put("kind", kind(stands(before, d.id()), stands(after, d.id())))
                    .put("object", d.id().words())
                    .put("words", d.words());
    }

    private static boolean stands(Pieces pieces, ObjectId id) {
        return pieces.find(PieceId.self(id)) != null;
    }

    private static String kind(boolean before, boolean after) {
        if (before == after) return "changed";
        return after ? "new" : "dropped";
    }

    private static void steps(ArrayNode array, List<Step> steps) {
        for (Step step : steps) {
            ObjectNode one = array.addObject();
            one.put("sql", step.sql())
                    .put("summary", step.summary())
                    .put("mode", step.mode().name());
            ArrayNode hazards = one.putArray("hazards");
            for (Hazard h : step.hazards())
                hazards.addObject()
                        .put("kind", h.kind().words())
                        .put("object", h.object())
                        .put("why", h.why())
                        .put("advice", h.advice())
                        .put("countingQuery", h.countingQuery());
        }
    }
}
