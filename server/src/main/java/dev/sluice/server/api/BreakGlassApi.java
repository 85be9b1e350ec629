package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;
import static dev.sluice.server.web.ProblemKind.PROOF_NEEDED;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.BreakGlass;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
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

    record EmergencyWish(
            @Nullable String environment,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Boolean acceptDataLoss) {}

    record ConfirmWish(@Nullable String environment) {}

    @Right(Right.READ)
    @GetMapping
    @Operation(
            id = "listEmergencyStarts",
            summary = "Emergency starts that were confirmed or still can be")
    Listed<BreakGlass.Asked> asked(
            Actor actor, @PathVariable String project, @PathVariable int number, Paging paging) {
        return Listed.rising(
                paging, glass.of(change(actor, project, number)), BreakGlass.Asked::id);
    }

    @Right(Right.READ)
    @PostMapping
    @Operation(
            id = "askEmergencyStart",
            summary = "Ask for a start past the gates, to be confirmed by a second person",
            problems = {PROOF_NEEDED, NOT_POSSIBLE_NOW, NOT_TAKEN})
    List<BreakGlass.Asked> ask(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody EmergencyWish wish) {
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
    @Operation(
            id = "confirmEmergencyStart",
            summary = "Confirm somebody else's emergency start: the stage starts",
            problems = {PROOF_NEEDED, NOT_POSSIBLE_NOW, NOT_TAKEN})
    List<BreakGlass.Asked> confirm(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody ConfirmWish wish) {
        Change change = change(actor, project, number);
        glass.confirm(actor, change, Objects.requireNonNullElse(wish.environment, ""));
        return glass.of(change);
    }

    private Change change(Actor actor, String project, int number) {
        return changes.numbered(projects.named(actor, Right.READ, project), number);
    }
}
