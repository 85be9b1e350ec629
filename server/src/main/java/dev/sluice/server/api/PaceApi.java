package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Pace;
import dev.sluice.server.rollouts.Paces;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pace of an environment's rollouts on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}/environments/{environment}/rollout")
final class PaceApi {
    private final Projects projects;
    private final Paces paces;
    private final Versions versions;

    PaceApi(Projects projects, Paces paces, Versions versions) {
        this.versions = versions;
        this.projects = projects;
        this.paces = paces;
    }

    /// What is left out is as it is where nobody has set it.
    record PaceBody(
            @Nullable Integer parallel,
            @Nullable Integer perInstance,
            @Nullable Integer canary,
            @Nullable List<String> canaries,
            @Nullable Integer batch,
            @Nullable Integer stopAfter) {
        Pace pace() {
            return new Pace(
                    Objects.requireNonNullElse(parallel, Pace.USUAL.parallel()),
                    perInstance,
                    Objects.requireNonNullElse(canary, Pace.USUAL.canary()),
                    Objects.requireNonNullElse(canaries, Pace.USUAL.canaries()),
                    Objects.requireNonNullElse(batch, Pace.USUAL.batch()),
                    Objects.requireNonNullElse(stopAfter, Pace.USUAL.stopAfter()));
        }
    }

    /// What is in force. `words` says it in a sentence.
    record PaceAnswer(
            String environment,
            int parallel,
            @Nullable Integer perInstance,
            int canary,
            List<String> canaries,
            int batch,
            int stopAfter,
            String words) {}

    @Right(Right.READ)
    @GetMapping
    @Operation(
            id = "readPace",
            summary = "How a rollout goes through the databases of an environment",
            tagged = true)
    PaceAnswer show(Actor actor, @PathVariable String project, @PathVariable String environment) {
        return answer(projects.named(actor, Right.READ, project), environment);
    }

    @Right(Right.ADMIN)
    @PutMapping
    @Operation(
            id = "setPace",
            summary = "Set it for the rollouts that begin from now on",
            tagged = true,
            problems = NOT_TAKEN)
    PaceAnswer set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            IfMatch match,
            @RequestBody PaceBody body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return versions.write(
                match,
                Held.ENVIRONMENT,
                projects.environment(at.id(), environment).id(),
                () -> answer(at, environment),
                () -> paces.set(actor, at, environment, body.pace()));
    }

    private PaceAnswer answer(Project project, String environment) {
        Pace pace = paces.of(projects.environment(project.id(), environment));
        return new PaceAnswer(
                environment,
                pace.parallel(),
                pace.perInstance(),
                pace.canary(),
                pace.canaries(),
                pace.batch(),
                pace.stopAfter(),
                pace.words());
    }
}
