package dev.sluice.server.api;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Pace;
import dev.sluice.server.rollouts.Paces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    PaceApi(Projects projects, Paces paces) {
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

    @Right(Right.READ)
    @GetMapping
    Map<String, Object> show(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        Project at = projects.named(actor, Right.READ, project);
        Pace pace = paces.of(projects.environment(at.id(), environment));
        var json = new LinkedHashMap<String, Object>();
        json.put("environment", environment);
        json.putAll(Paces.detail(pace));
        json.put("words", pace.words());
        return json;
    }

    @Right(Right.ADMIN)
    @PutMapping
    Map<String, Object> set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody PaceBody body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        paces.set(actor, at, environment, body.pace());
        return show(actor, project, environment);
    }
}
