package dev.sluice.server.api;

import dev.sluice.server.backups.Backup;
import dev.sluice.server.backups.Backups;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Rollouts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Backups on the wire: the policy of an environment, and what was kept before a run.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class BackupApi {
    private final Projects projects;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Backups backups;

    BackupApi(Projects projects, Changes changes, Rollouts rollouts, Backups backups) {
        this.projects = projects;
        this.changes = changes;
        this.rollouts = rollouts;
        this.backups = backups;
    }

    record PolicyBody(@Nullable String policy) {}

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/backup")
    Map<String, Object> show(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        Project at = projects.named(actor, Right.READ, project);
        return Map.of(
                "environment",
                environment,
                "policy",
                backups.policy(projects.environment(at.id(), environment)).text());
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/backup")
    Map<String, Object> choose(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody PolicyBody body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        backups.choose(actor, at, environment, body.policy);
        return show(actor, project, environment);
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}/runs/{run}/backups")
    List<Backup> of(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable long run) {
        Change change = changes.numbered(projects.named(actor, Right.READ, project), number);
        boolean its =
                rollouts.of(change.id()).stream()
                        .flatMap(r -> r.stages().stream())
                        .flatMap(s -> s.runs().stream())
                        .anyMatch(r -> r.id() == run);
        if (!its) throw new NotFound(change.subject() + " has no run " + run + ".");
        return backups.of(run);
    }
}
