package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.backups.Backup;
import dev.sluice.server.backups.Backups;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
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
    private final Versions versions;

    BackupApi(
            Projects projects,
            Changes changes,
            Rollouts rollouts,
            Backups backups,
            Versions versions) {
        this.versions = versions;
        this.projects = projects;
        this.changes = changes;
        this.rollouts = rollouts;
        this.backups = backups;
    }

    record BackupWish(String policy) {}

    record BackupPolicyAnswer(String environment, String policy) {}

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/backup")
    @Operation(id = "readBackupPolicy", summary = "What is backed up before a run", tagged = true)
    BackupPolicyAnswer show(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        return answer(
                projects.environment(projects.named(actor, Right.READ, project).id(), environment));
    }

    private BackupPolicyAnswer answer(Environment at) {
        return new BackupPolicyAnswer(at.name(), backups.policy(at).text());
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/backup")
    @Operation(
            id = "setBackupPolicy",
            summary = "Choose what is backed up before a run",
            tagged = true,
            problems = NOT_TAKEN)
    BackupPolicyAnswer choose(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            IfMatch match,
            @RequestBody BackupWish body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        Environment in = projects.environment(at.id(), environment);
        return versions.write(
                match,
                Held.ENVIRONMENT,
                in.id(),
                () -> answer(in),
                () -> backups.choose(actor, at, environment, body.policy));
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}/runs/{run}/backups")
    @Operation(id = "listBackups", summary = "Backups of a run, newest first")
    Listed<Backup> of(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable long run,
            Paging paging) {
        Change change = changes.numbered(projects.named(actor, Right.READ, project), number);
        if (!rollouts.hasRun(change, run))
            throw new NotFound(change.subject() + " has no run " + run + ".");
        return Listed.falling(paging, backups.of(run), Backup::id);
    }
}
