package dev.sluice.server.changes.web;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.changes.TargetMigration;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.live.Outbox;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Gates;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.status.Status;
import dev.sluice.server.web.Badge;
import dev.sluice.server.web.WordLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Puts the review page together from what the doors know.
@Component
final class ChangeReading {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Changes changes;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Gates gates;
    private final Undo undo;
    private final Databases databases;
    private final Proofs proofs;
    private final Rights rights;
    private final Audit audit;
    private final Status status;
    private final LaneReading lanes;
    private final ApprovalReading approving;
    private final Outbox outbox;

    ChangeReading(
            Changes changes,
            Approvals approvals,
            Rollouts rollouts,
            Gates gates,
            Undo undo,
            Databases databases,
            Proofs proofs,
            Rights rights,
            Audit audit,
            Status status,
            LaneReading lanes,
            ApprovalReading approving,
            Outbox outbox) {
        this.changes = changes;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.gates = gates;
        this.undo = undo;
        this.databases = databases;
        this.proofs = proofs;
        this.rights = rights;
        this.audit = audit;
        this.status = status;
        this.lanes = lanes;
        this.approving = approving;
        this.outbox = outbox;
    }

    static String href(Change change) {
        return "/p/%d/c/%d".formatted(change.projectId(), change.number());
    }

    List<ChangeRow> rows(Map<Long, Project> projects, List<Change> list) {
        status.readAhead(list);
        return list.stream()
                .map(c -> row(Objects.requireNonNull(projects.get(c.projectId())), c))
                .toList();
    }

    private ChangeRow row(Project project, Change change) {
        return new ChangeRow(
                href(change),
                change.subject(),
                change.title(),
                project.name(),
                change.author(),
                Badges.of(change.state()),
                status.sentence(change),
                change.createdAt());
    }

    ChangeView of(Actor actor, Project project, Change change) {
        String seen = outbox.now().toString();
        Revision revision = changes.latest(change.id());
        List<RevisionTarget> targets = changes.targets(revision.id());
        List<ChangeView.Migration> migrations = migrations(targets);
        List<Environment> stages = rollouts.environments(change, revision);
        Optional<Rollout> rollout = rollouts.latest(change.id());
        var known = status.of(actor, change);
        return new ChangeView(
                href(change),
                seen,
                project.name(),
                change.number(),
                change.title(),
                change.author(),
                change.createdAt(),
                Badges.of(change.state()),
                known.sentence(),
                revision.number(),
                Objects.requireNonNullElse(revision.digest(), ""),
                change.ref(),
                lanes.of(actor, change, revision, stages, targets, rollout),
                ready(change, revision, stages),
                approving.decision(actor, change, revision, stages, migrations),
                actions(actor, change, rollout),
                undoHref(actor, change, rollout),
                differences(revision),
                migrations,
                checks(revision, targets),
                approving.lines(change, revision, stages),
                audit.of(project.id(), change.subject()).stream().map(ActivityWords::of).toList(),
                change.state().isOpen(),
                change.state().isOpen() && !known.waitsForPerson(),
                rights.has(actor, Right.CHANGE, project.id()));
    }

    private List<ChangeView.Blocker> ready(
            Change change, Revision revision, List<Environment> stages) {
        var lines = new LinkedHashSet<ChangeView.Blocker>();
        List<Check> checks = changes.checks(revision.id());
        if (!checks.isEmpty()
                && checks.stream()
                        .allMatch(c -> c.state().equals("ok") || c.state().equals("warning"))) {
            lines.add(new ChangeView.Blocker("ok", checks.size() + " checks passed."));
        }
        for (Environment stage : stages) {
            var tally = approvals.tally(change, revision, stage);
            if (tally.needed() > 0 && tally.isComplete()) {
                lines.add(new ChangeView.Blocker("ok", stage.name() + " is approved."));
            }
        }
        for (Environment stage : stages) {
            if (rollouts.forward(change.id()).stream()
                    .flatMap(r -> r.stages().stream())
                    .anyMatch(s -> s.environmentId() == stage.id() && s.isDone())) {
                lines.add(new ChangeView.Blocker("ok", stage.name() + " is done."));
                continue;
            }
            for (Blocker blocker : gates.of(change, revision, stage)) {
                lines.add(new ChangeView.Blocker(mark(blocker), blocker.sentence()));
            }
        }
        return List.copyOf(lines);
    }

    private static String mark(Blocker blocker) {
        return switch (blocker.gate()) {
            case "approvals", "order", "soak", "window", "freeze" -> "wait";
            case "checks" -> blocker.sentence().contains("still running") ? "wait" : "fix";
            case "predecessors" -> blocker.sentence().contains("void") ? "fix" : "wait";
            case "state" -> blocker.sentence().endsWith("is done.") ? "ok" : "fix";
            default -> "fix";
        };
    }

    private @Nullable String undoHref(Actor actor, Change change, Optional<Rollout> rollout) {
        boolean applied =
                rollout.filter(r -> !r.isUndo()).stream()
                        .flatMap(r -> r.stages().stream())
                        .flatMap(s -> s.runs().stream())
                        .anyMatch(r ->
                                r.state().equals("applied") || r.state().equals("failed_partly"));
        return applied
                        && !isRunning(rollout)
                        && undo.mayUndo(actor, change)
                        && change.state() != ChangeState.REVERTED
                ? href(change) + "/undo"
                : null;
    }

    private List<ChangeView.Action> actions(Actor actor, Change change, Optional<Rollout> rollout) {
        if (!change.state().isOpen()
                || isRunning(rollout)
                || !rights.has(actor, Right.CHANGE, change.projectId())) {
            return List.of();
        }
        return List.of(
                new ChangeView.Action(
                        href(change) + "/close", "Close the change", "danger", null, null, true));
    }

    private static boolean isRunning(Optional<Rollout> rollout) {
        return rollout.stream()
                .flatMap(r -> r.stages().stream())
                .anyMatch(s -> s.state().equals("running"));
    }

    private List<WordLine> differences(Revision revision) {
        var words = new LinkedHashSet<String>();
        proofs.ofRevision(revision.id()).proofs().forEach(p -> words.addAll(p.differences()));
        return WordLine.of(List.copyOf(words));
    }

    private Optional<MigrationProof> proof(RevisionTarget target, TargetMigration m) {
        return proofs.find(m.chain(), databases.byId(target.databaseId()).major());
    }

    /// Each migration once, with the databases that it runs on; again where another major runs it
    /// by other forms.
    private List<ChangeView.Migration> migrations(List<RevisionTarget> targets) {
        var seen = new LinkedHashMap<List<String>, List<String>>();
        var first = new LinkedHashMap<List<String>, Map.Entry<RevisionTarget, TargetMigration>>();
        for (RevisionTarget target : targets) {
            for (TargetMigration m : target.migrations()) {
                var runs = new ArrayList<>(m.statements());
                runs.add(m.digest());
                seen.computeIfAbsent(runs, _ -> new ArrayList<>()).add(target.database());
                first.putIfAbsent(runs, Map.entry(target, m));
            }
        }
        return first.entrySet().stream()
                .map(e ->
                        migration(
                                e.getValue().getKey(),
                                e.getValue().getValue(),
                                seen.getOrDefault(e.getKey(), List.of())))
                .toList();
    }

    private ChangeView.Migration migration(
            RevisionTarget target, TargetMigration m, List<String> on) {
        Optional<MigrationProof> proof = proof(target, m);
        List<String> down = m.down();
        return new ChangeView.Migration(
                m.tag(),
                m.digest(),
                Badges.proof(proof.map(MigrationProof::verdict).orElse("")),
                proof.map(MigrationProof::reasons).orElse(List.of()),
                statements(m),
                down == null ? List.of() : down,
                proof.map(MigrationProof::hazards).orElse(List.of()).stream()
                        .map(ChangeReading::hazard)
                        .toList(),
                on,
                proof.map(MigrationProof::losesData).orElse(false));
    }

    private static List<ChangeView.Statement> statements(TargetMigration m) {
        var says = new HashMap<Integer, String>();
        m.forms().forEach(f -> says.put(f.first(), f.says()));
        var all = new ArrayList<ChangeView.Statement>();
        for (String sql : m.statements())
            all.add(new ChangeView.Statement(sql, says.get(all.size())));
        return all;
    }

    private static ChangeView.HazardLine hazard(Hazard hazard) {
        boolean grave =
                hazard.kind() == HazardKind.DATA_LOSS || hazard.kind() == HazardKind.IRREVERSIBLE;
        String words = hazard.kind().words();
        return new ChangeView.HazardLine(
                grave ? Badge.bad(words) : Badge.warn(words),
                hazard.object(),
                hazard.why(),
                hazard.advice());
    }

    private List<ChangeView.TargetChecks> checks(Revision revision, List<RevisionTarget> targets) {
        List<Check> checks = changes.checks(revision.id());
        return targets.stream()
                .map(t ->
                        new ChangeView.TargetChecks(
                                t.database(),
                                t.environment(),
                                t.position() == 0
                                        ? "no migration applied yet"
                                        : LaneReading.counted(t.position()) + " applied",
                                checks.stream()
                                        .filter(c -> c.targetId() == null || c.targetId() == t.id())
                                        .map(ChangeReading::check)
                                        .toList()))
                .toList();
    }

    private static ChangeView.CheckLine check(Check check) {
        return new ChangeView.CheckLine(
                Badges.check(check.state()),
                check.kind().replace('_', ' ').replace('-', ' '),
                check.message(),
                details(check.details()),
                check.state().equals("ok") || check.state().equals("warning"));
    }

    private static List<String> details(String json) {
        var lines = new ArrayList<String>();
        JsonNode node = JSON.readTree(json);
        node.properties().forEach(e -> details(e.getKey(), e.getValue(), lines));
        return lines.size() > 40 ? lines.subList(0, 40) : lines;
    }

    private static void details(String key, JsonNode value, List<String> lines) {
        if (value.isArray()) {
            value.forEach(v -> lines.add(v.isString() ? v.asString() : v.toString()));
        } else if (value.isValueNode() && !value.isNull()) {
            lines.add(key.replace('_', ' ') + ": " + value.asString());
        } else if (value.isObject()) {
            value.properties().forEach(e -> details(e.getKey(), e.getValue(), lines));
        }
    }
}
