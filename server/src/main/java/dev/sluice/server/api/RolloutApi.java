package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;
import static dev.sluice.server.web.ProblemKind.UNREACHABLE;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.status.ChangeView;
import dev.sluice.server.status.Status;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Operation;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Rolling a change out, and back, on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}/changes/{number}")
final class RolloutApi {
    private final Projects projects;
    private final Changes changes;
    private final Rollouts rollouts;
    private final Undo undo;
    private final Status status;
    private final ChangeAnswers answers;

    RolloutApi(
            Projects projects,
            Changes changes,
            Rollouts rollouts,
            Undo undo,
            Status status,
            ChangeAnswers answers) {
        this.projects = projects;
        this.changes = changes;
        this.rollouts = rollouts;
        this.undo = undo;
        this.status = status;
        this.answers = answers;
    }

    /// Without `environment` the first stage that it can be meant for; `whenOpen` is for a start.
    record StageWish(@Nullable String environment, @Nullable Boolean whenOpen) {}

    record UndoWish(
            @Nullable String reason,
            @Nullable String comment,
            @Nullable Boolean acceptDataLoss,
            @Nullable Boolean acknowledgeDataLoss) {
        static final UndoWish NONE = new UndoWish(null, null, null, null);

        String why() {
            String why = reason != null ? reason : Objects.requireNonNullElse(comment, "");
            return why.isBlank() ? "asked for" : why;
        }

        boolean acceptsLoss() {
            return Boolean.TRUE.equals(acceptDataLoss) || Boolean.TRUE.equals(acknowledgeDataLoss);
        }
    }

    /// What an undo would take away, before anybody asks for it.
    @Right(Right.ROLLOUT)
    @GetMapping("/undo")
    @Operation(
            id = "readLosses",
            summary = "What an undo would take away, counted now",
            problems = {NOT_POSSIBLE_NOW, UNREACHABLE})
    List<Undo.Loss> losses(Actor actor, @PathVariable String project, @PathVariable int number) {
        return undo.losses(actor, change(actor, project, number));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/undo")
    @Operation(
            id = "undo",
            summary = "Take back what the change did",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN, UNREACHABLE})
    ChangeAnswer undo(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody(required = false) @Nullable UndoWish given) {
        UndoWish wish = given != null ? given : UndoWish.NONE;
        Change change = change(actor, project, number);
        return answers.written(
                actor,
                change,
                match,
                () -> undo.start(actor, change, wish.why(), wish.acceptsLoss()));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/start")
    @Operation(
            id = "start",
            summary = "Start a stage of the change",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer start(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody(required = false) @Nullable StageWish given) {
        boolean whenOpen = given != null && Boolean.TRUE.equals(given.whenOpen);
        return onStage(
                actor,
                change(actor, project, number),
                match,
                given,
                "waiting",
                (c, at) -> rollouts.start(actor, c, at, whenOpen));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/stop")
    @Operation(
            id = "stop",
            summary = "Stop a running stage, or call off its start to come",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer stop(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody(required = false) @Nullable StageWish given) {
        return onStage(
                actor,
                change(actor, project, number),
                match,
                given,
                "running",
                (c, at) -> rollouts.stop(actor, c, at));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/retry")
    @Operation(
            id = "retry",
            summary = "Try a failed stage again",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer retry(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody(required = false) @Nullable StageWish given) {
        return onStage(
                actor,
                change(actor, project, number),
                match,
                given,
                "failed",
                (c, at) -> rollouts.retry(actor, c, at));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/resume")
    @Operation(
            id = "resume",
            summary = "Go on with a stopped stage",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer resume(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody(required = false) @Nullable StageWish given) {
        return onStage(
                actor,
                change(actor, project, number),
                match,
                given,
                "stopped",
                (c, at) -> rollouts.resume(actor, c, at));
    }

    /// `state`: of the stage that is meant where the wish names none.
    private ChangeAnswer onStage(
            Actor actor,
            Change change,
            IfMatch match,
            @Nullable StageWish wish,
            String state,
            BiConsumer<Change, String> write) {
        return answers.written(
                actor, change, match, () -> write.accept(change, at(actor, change, wish, state)));
    }

    private String at(Actor actor, Change change, @Nullable StageWish wish, String state) {
        if (wish != null && wish.environment != null) return wish.environment;
        return status.of(actor, change).lanes().stream()
                .filter(l ->
                        l.state().equals(state)
                                || (state.equals("running") && l.whenOpen() != null))
                .map(ChangeView.Lane::environment)
                .findFirst()
                .orElseThrow(() ->
                        new Conflict("No stage of " + change.subject() + " is " + state + "."));
    }

    private Change change(Actor actor, String project, int number) {
        return changes.numbered(projects.named(actor, Right.ROLLOUT, project), number);
    }
}
