package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.Json;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.approvals.Policies;
import dev.sluice.server.approvals.Policy;
import dev.sluice.server.approvals.Tally;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Labels;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
import java.util.List;
import java.util.Locale;
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
    private final Versions versions;

    ApprovalApi(
            Projects projects,
            Changes changes,
            Labels labels,
            Rollouts rollouts,
            Approvals approvals,
            Policies policies,
            Versions versions) {
        this.versions = versions;
        this.projects = projects;
        this.changes = changes;
        this.labels = labels;
        this.rollouts = rollouts;
        this.approvals = approvals;
        this.policies = policies;
    }

    record LabelsWish(List<String> labels) {}

    record LabelsAnswer(List<String> labels) {}

    record PolicyAnswer(List<PolicyRule> rules) {
        static PolicyAnswer of(Policy policy) {
            return new PolicyAnswer(policy.rules().stream().map(PolicyRule::of).toList());
        }
    }

    record PolicyRule(
            @Nullable List<String> hazards, @Nullable List<String> labels, List<PolicyStep> steps) {
        static PolicyRule of(Policy.Rule rule) {
            List<String> hazards = rule.hazards().stream().map(HazardKind::words).toList();
            return new PolicyRule(
                    hazards.isEmpty() ? null : hazards,
                    rule.labels().isEmpty() ? null : rule.labels(),
                    rule.steps().stream()
                            .map(s -> new PolicyStep(s.people(), s.group(), s.role()))
                            .toList());
        }
    }

    record PolicyStep(int people, @Nullable String group, @Nullable String role) {}

    record ApproversAnswer(List<String> labels, List<ApproversOf> environments) {}

    record ApproversOf(
            String environment,
            String rule,
            boolean complete,
            String missing,
            List<FilledStep> steps) {
        static ApproversOf of(Environment environment, Tally tally) {
            return new ApproversOf(
                    environment.name(),
                    tally.rule(),
                    tally.isComplete(),
                    tally.missingWords(),
                    tally.steps().stream().map(FilledStep::of).toList());
        }
    }

    record FilledStep(
            String words,
            int people,
            String state,
            List<String> given,
            List<String> could,
            List<String> early,
            int missing) {
        static FilledStep of(Tally.Filled f) {
            return new FilledStep(
                    f.step().words(),
                    f.step().people(),
                    f.state().name().toLowerCase(Locale.ROOT),
                    f.given(),
                    f.could(),
                    f.early(),
                    f.missing());
        }
    }

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/policy")
    @Operation(id = "readPolicy", summary = "The rules of approval", tagged = true)
    PolicyAnswer policy(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        return PolicyAnswer.of(policies.of(environment(actor, Right.READ, project, environment)));
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/policy")
    @Operation(
            id = "setPolicy",
            summary =
                    "All rules of approval at once; none goes back to the environment's own number",
            tagged = true,
            problems = NOT_TAKEN)
    PolicyAnswer set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            IfMatch match,
            @RequestBody PolicyAnswer rules) {
        Environment at = environment(actor, Right.ADMIN, project, environment);
        return versions.write(
                match,
                Held.ENVIRONMENT,
                at.id(),
                () -> PolicyAnswer.of(policies.of(at)),
                () -> policies.set(actor, at, Json.sparse(rules)));
    }

    private Environment environment(Actor actor, String right, String project, String name) {
        return projects.environment(projects.named(actor, right, project).id(), name);
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/labels")
    @Operation(
            id = "setLabels",
            summary = "These labels and no others",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    LabelsAnswer label(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody LabelsWish wanted) {
        Change change = changes.numbered(projects.named(actor, Right.CHANGE, project), number);
        labels.put(actor, change, wanted.labels);
        return new LabelsAnswer(sorted(change));
    }

    /// Who would have to approve this?
    @Right(Right.READ)
    @GetMapping("/changes/{number}/approvals")
    @Operation(id = "readApprovers", summary = "Who would have to approve", tagged = true)
    ApproversAnswer who(Actor actor, @PathVariable String project, @PathVariable int number) {
        Change change = changes.numbered(projects.named(actor, Right.READ, project), number);
        Revision revision = changes.latest(change.id());
        return new ApproversAnswer(
                sorted(change),
                rollouts.environments(change, revision).stream()
                        .map(e -> ApproversOf.of(e, approvals.tally(change, revision, e)))
                        .toList());
    }

    private List<String> sorted(Change change) {
        return labels.of(change).stream().sorted().toList();
    }
}
