package dev.sluice.server.api;

import dev.sluice.server.Json;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.approvals.Policies;
import dev.sluice.server.approvals.Tally;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Labels;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Rollouts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Rules of approval, labels, and who would have to approve, on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class ApprovalApi {
    private final Projects projects;
    private final Changes changes;
    private final Labels labels;
    private final Rollouts rollouts;
    private final Approvals approvals;
    private final Policies policies;

    ApprovalApi(
            Projects projects,
            Changes changes,
            Labels labels,
            Rollouts rollouts,
            Approvals approvals,
            Policies policies) {
        this.projects = projects;
        this.changes = changes;
        this.labels = labels;
        this.rollouts = rollouts;
        this.approvals = approvals;
        this.policies = policies;
    }

    record Wanted(@Nullable List<String> labels) {}

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/policy")
    Map<String, Object> policy(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        return Policies.json(policies.of(environment(actor, Right.READ, project, environment)));
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/policy")
    Map<String, Object> set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody Map<String, Object> rules) {
        Environment at = environment(actor, Right.ADMIN, project, environment);
        return Policies.json(policies.set(actor, at, Json.write(rules)));
    }

    private Environment environment(Actor actor, String right, String project, String name) {
        return projects.environment(projects.named(actor, right, project).id(), name);
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/labels")
    Map<String, Object> label(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wanted wanted) {
        Change change = changes.numbered(projects.named(actor, Right.CHANGE, project), number);
        if (wanted.labels == null) throw new Refusal("Say which labels (labels).");
        labels.put(actor, change, wanted.labels);
        return Map.of("labels", new TreeSet<>(labels.of(change)));
    }

    /// Who would have to approve this?
    @Right(Right.READ)
    @GetMapping("/changes/{number}/approvals")
    Map<String, Object> who(Actor actor, @PathVariable String project, @PathVariable int number) {
        Change change = changes.numbered(projects.named(actor, Right.READ, project), number);
        Revision revision = changes.latest(change.id());
        return Map.of(
                "labels",
                new TreeSet<>(labels.of(change)),
                "environments",
                rollouts.environments(change, revision).stream()
                        .map(e -> json(e, approvals.tally(change, revision, e)))
                        .toList());
    }

    private static Map<String, Object> json(Environment environment, Tally tally) {
        var json = new LinkedHashMap<String, Object>();
        json.put("environment", environment.name());
        json.put("rule", tally.rule());
        json.put("complete", tally.isComplete());
        json.put("missing", tally.missingWords());
        json.put("steps", tally.steps().stream().map(ApprovalApi::json).toList());
        return json;
    }

    private static Map<String, Object> json(Tally.Filled filled) {
        return Map.of(
                "words",
                filled.step().words(),
                "people",
                filled.step().people(),
                "state",
                filled.state().name().toLowerCase(Locale.ROOT),
                "given",
                filled.given(),
                "could",
                filled.could(),
                "early",
                filled.early(),
                "missing",
                filled.missing());
    }
}
