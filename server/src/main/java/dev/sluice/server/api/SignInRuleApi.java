package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.projects.SignInRule;
import dev.sluice.server.projects.SignInRules;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What environments ask of an approver's sign-in, on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class SignInRuleApi {
    private final Projects projects;
    private final SignInRules rules;
    private final Versions versions;

    SignInRuleApi(Projects projects, SignInRules rules, Versions versions) {
        this.versions = versions;
        this.projects = projects;
        this.rules = rules;
    }

    /// What is left out is no.
    record SignInWish(@Nullable Boolean stepUp, @Nullable Boolean requireTotp) {}

    @Right(Right.READ)
    @GetMapping("/sign-in")
    @Operation(
            id = "readSignInRules",
            summary = "What approving asks of the approver's sign-in, by environment",
            tagged = true)
    Map<String, SignInRule> rules(Actor actor, @PathVariable String project) {
        return rules.ofProject(projects.named(actor, Right.READ, project).id());
    }

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/sign-in")
    @Operation(
            id = "readSignInRule",
            summary = "What approving for this environment asks of the approver's sign-in",
            tagged = true)
    SignInRule rule(Actor actor, @PathVariable String project, @PathVariable String environment) {
        long at = projects.named(actor, Right.READ, project).id();
        return rules.of(projects.environment(at, environment).id());
    }

    @Right(Right.ADMIN)
    @PostMapping("/environments/{environment}/sign-in")
    @Operation(
            id = "setSignInRule",
            summary = "Say what approving for this environment asks of the approver's sign-in",
            tagged = true,
            problems = NOT_TAKEN)
    SignInRule set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            IfMatch match,
            @RequestBody SignInWish wanted) {
        Project at = projects.named(actor, Right.ADMIN, project);
        long id = projects.environment(at.id(), environment).id();
        var rule =
                new SignInRule(
                        Boolean.TRUE.equals(wanted.stepUp),
                        Boolean.TRUE.equals(wanted.requireTotp));
        return versions.write(
                match,
                Held.ENVIRONMENT,
                id,
                () -> rules.of(id),
                () -> rules.set(actor, at, environment, rule));
    }
}
