package dev.sluice.server.api;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.changes.TargetMigration;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Fleet;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.status.ChangeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The wire's shape of a change (docs/api.md).
final class ChangeJson {
    private ChangeJson() {}

    static Map<String, Object> of(ChangeView view) {
        var json = new LinkedHashMap<String, Object>();
        json.put("change", of(view.change()));
        json.put("revision", of(view.revision()));
        json.put("sentence", view.sentence());
        json.put("waitsForPerson", view.waitsForPerson());
        json.put("losesData", view.losesData());
        json.put("lanes", view.lanes().stream().map(ChangeJson::of).toList());
        json.put("targets", view.targets().stream().map(ChangeJson::of).toList());
        json.put("checks", view.checks().stream().map(c -> of(c, view)).toList());
        json.put("proofs", view.proofs().stream().map(ChangeJson::of).toList());
        return json;
    }

    static Map<String, Object> of(Change change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("number", change.number());
        json.put("title", change.title());
        json.put("ref", change.ref());
        json.put("author", change.author());
        json.put("kind", change.kind());
        json.put("state", change.state().text());
        if (change.reason() != null) json.put("reason", change.reason());
        json.put("createdAt", change.createdAt().toString());
        return json;
    }

    private static Map<String, Object> of(Revision revision) {
        return Map.of(
                "number",
                revision.number(),
                "digest",
                Objects.requireNonNullElse(revision.digest(), ""),
                "editor",
                revision.editor(),
                "predecessors",
                revision.predecessors());
    }

    private static Map<String, Object> of(ChangeView.Lane lane) {
        var json = new LinkedHashMap<String, Object>();
        json.put("environment", lane.environment());
        json.put("state", lane.state());
        json.put("automatic", lane.automatic());
        if (lane.whenOpen() != null) json.put("startsWhenOpen", lane.whenOpen());
        json.put("approvalsNeeded", lane.approvalsNeeded());
        json.put(
                "approvals",
                lane.approvals().stream()
                        .map(a -> Map.of("person", a.person(), "at", a.at().toString()))
                        .toList());
        if (lane.fleet() != null) json.put("progress", of(lane.fleet()));
        json.put("runs", lane.runs().stream().map(ChangeJson::of).toList());
        json.put("blockers", lane.blockers().stream().map(ChangeJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(Fleet fleet) {
        Rollout.Stage stage = fleet.stage();
        var json = new LinkedHashMap<String, Object>();
        json.put("parallel", stage.parallel());
        json.put("databases", fleet.all());
        json.put("done", fleet.done());
        json.put("failed", fleet.failed().stream().map(Rollout.Run::database).toList());
        json.put("stopAfter", stage.stopAfter());
        if (fleet.hasCanary()) json.put("canary", fleet.isCanaryDone() ? "done" : "first");
        json.put("batch", fleet.batch());
        json.put("batches", fleet.batches());
        return json;
    }

    private static Map<String, Object> of(Rollout.Run run) {
        return Map.of(
                "batch",
                run.wave(),
                "id",
                run.id(),
                "database",
                run.database(),
                "state",
                run.state(),
                "reason",
                run.reason(),
                "attempts",
                run.attempts());
    }

    private static Map<String, Object> of(Blocker blocker) {
        return blocker.until() == null
                ? Map.of("gate", blocker.gate(), "words", blocker.sentence())
                : Map.of(
                        "gate",
                        blocker.gate(),
                        "words",
                        blocker.sentence(),
                        "until",
                        blocker.until().toString());
    }

    private static Map<String, Object> of(Check check, ChangeView view) {
        String database =
                view.targets().stream()
                        .filter(t -> Long.valueOf(t.id()).equals(check.targetId()))
                        .map(RevisionTarget::database)
                        .findFirst()
                        .orElse("");
        return Map.of(
                "database",
                database,
                "kind",
                check.kind(),
                "state",
                check.state().equals("ok") ? "passed" : check.state(),
                "words",
                check.message());
    }

    private static Map<String, Object> of(RevisionTarget target) {
        return Map.of(
                "environment",
                target.environment(),
                "database",
                target.database(),
                "position",
                target.position(),
                "expectedFingerprint",
                target.expectedFingerprint(),
                "migrations",
                target.migrations().stream().map(ChangeJson::of).toList());
    }

    private static Map<String, Object> of(TargetMigration m) {
        return Map.of(
                "tag",
                m.tag(),
                "digest",
                m.digest(),
                "statements",
                m.statements(),
                "down",
                m.down() == null ? List.of() : m.down());
    }

    private static Map<String, Object> of(MigrationProof p) {
        return Map.of(
                "tag",
                p.tag(),
                "postgres",
                p.major(),
                "verdict",
                p.verdict(),
                "reasons",
                p.reasons(),
                "differences",
                p.differences(),
                "writtenTables",
                p.writtenTables(),
                "hazards",
                p.hazards().stream()
                        .map(h ->
                                Map.of(
                                        "kind",
                                        h.kind().words(),
                                        "object",
                                        h.object(),
                                        "why",
                                        h.why()))
                        .toList());
    }
}
