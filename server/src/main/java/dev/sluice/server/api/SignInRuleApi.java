package dev.sluice.server.api;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.projects.SignInRule;
import dev.sluice.server.projects.SignInRules;
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

    SignInRuleApi(Projects projects, SignInRules rules) {
        this.projects = projects;
        this.rules = rules;
    }

    /// What is left out is no.
    record Wanted(@Nullable Boolean stepUp, @Nullable Boolean requireTotp) {}

    @Right(Right.READ)
    @GetMapping("/sign-in")
    Map<String, SignInRule> rules(Actor actor, @PathVariable String project) {
        return rules.ofProject(projects.named(actor, Right.READ, project).id());
    }

    @Right(Right.ADMIN)
    @PostMapping("/environments/{environment}/sign-in")
    Map<String, SignInRule> set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody Wanted wanted) {
        Project at = projects.named(actor, Right.ADMIN, project);
        rules.set(
                actor,
                at,
                environment,
                new SignInRule(
                        Boolean.TRUE.equals(wanted.stepUp),
                        Boolean.TRUE.equals(wanted.requireTotp)));
        return rules.ofProject(at.id());
    }
}
