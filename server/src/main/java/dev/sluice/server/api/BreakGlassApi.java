package dev.sluice.server.api;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.BreakGlass;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Emergency starts on the wire. The door asks for the right: here it would be told before the
/// project.
@RestController
@RequestMapping("/api/v1/projects/{project}/changes/{number}/break-glass")
final class BreakGlassApi {
    private final Projects projects;
    private final Changes changes;
    private final BreakGlass glass;

    BreakGlassApi(Projects projects, Changes changes, BreakGlass glass) {
        this.projects = projects;
        this.changes = changes;
        this.glass = glass;
    }

    record Wish(
            @Nullable String environment,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Boolean acceptDataLoss) {}

    @Right(Right.READ)
    @GetMapping
    List<BreakGlass.Asked> asked(
            Actor actor, @PathVariable String project, @PathVariable int number) {
        return glass.of(change(actor, project, number));
    }

    @Right(Right.READ)
    @PostMapping
    List<BreakGlass.Asked> ask(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wish wish) {
        Change change = change(actor, project, number);
        glass.ask(
                actor,
                change,
                Objects.requireNonNullElse(wish.environment, ""),
                Objects.requireNonNullElse(wish.digest, ""),
                Objects.requireNonNullElse(wish.reason, ""),
                Boolean.TRUE.equals(wish.acceptDataLoss));
        return glass.of(change);
    }

    @Right(Right.READ)
    @PostMapping("/confirm")
    List<BreakGlass.Asked> confirm(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wish wish) {
        Change change = change(actor, project, number);
        glass.confirm(actor, change, Objects.requireNonNullElse(wish.environment, ""));
        return glass.of(change);
    }

    private Change change(Actor actor, String project, int number) {
        return changes.numbered(projects.named(actor, Right.READ, project), number);
    }
}
