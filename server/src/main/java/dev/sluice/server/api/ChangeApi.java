package dev.sluice.server.api;

import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.releases.Upload;
import dev.sluice.server.rollouts.LogLine;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.status.ChangeView;
import dev.sluice.server.status.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Releases and changes on the wire. Every answer about a change is the whole change as it is then.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class ChangeApi {
    private final Projects projects;
    private final Releases releases;
    private final Changes changes;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Undo undo;
    private final Status status;

    ChangeApi(
            Projects projects,
            Releases releases,
            Changes changes,
            Approvals approvals,
            Rollouts rollouts,
            Undo undo,
            Status status) {
        this.projects = projects;
        this.releases = releases;
        this.changes = changes;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.undo = undo;
        this.status = status;
    }

    record UploadBody(
            @Nullable String ref,
            @Nullable String commit,
            @Nullable String title,
            @Nullable String searchPath,
            @Nullable String drizzleSchema,
            @Nullable String drizzleTable,
            @Nullable Map<String, String> files) {}

    /// What a wish on a change may carry; each verb takes what it needs.
    record Wish(
            @Nullable String environment,
            @Nullable String digest,
            @Nullable Boolean acceptDataLoss,
            @Nullable Boolean acknowledgeDataLoss,
            @Nullable String reason,
            @Nullable String comment,
            @Nullable Boolean whenOpen) {
        boolean acceptsLoss() {
            return Boolean.TRUE.equals(acceptDataLoss) || Boolean.TRUE.equals(acknowledgeDataLoss);
        }

        String why() {
            return reason != null ? reason : Objects.requireNonNullElse(comment, "");
        }
    }

    @Right(Right.CHANGE)
    @PostMapping("/releases")
    Map<String, Object> release(
            Actor actor, @PathVariable String project, @RequestBody UploadBody body) {
        Project at = projects.named(actor, Right.CHANGE, project);
        if (body.files == null || body.files.isEmpty())
            throw new Refusal("A release needs the files of its folder (files).");
        var release =
                releases.upload(
                        actor,
                        at,
                        new Upload(
                                Objects.requireNonNullElse(body.ref, ""),
                                Objects.requireNonNullElse(body.commit, ""),
                                body.title,
                                body.searchPath,
                                body.drizzleSchema,
                                body.drizzleTable,
                                body.files));
        return shown(actor, changes.open(actor, at, release, body.title));
    }

    @Right(Right.READ)
    @GetMapping("/changes")
    List<Map<String, Object>> list(Actor actor, @PathVariable String project) {
        Project at = projects.named(actor, Right.READ, project);
        return changes.of(at.id()).stream().map(ChangeJson::of).toList();
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}")
    Map<String, Object> show(Actor actor, @PathVariable String project, @PathVariable int number) {
        return shown(actor, change(actor, Right.READ, project, number));
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}/runs/{run}/log")
    List<LogLine> log(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable long run,
            @RequestParam(defaultValue = "0") long after) {
        Change change = change(actor, Right.READ, project, number);
        boolean its =
                rollouts.of(change.id()).stream()
                        .flatMap(r -> r.stages().stream())
                        .flatMap(s -> s.runs().stream())
                        .anyMatch(r -> r.id() == run);
        if (!its)
            throw new dev.sluice.server.identity.NotFound(
                    change.subject() + " has no run " + run + ".");
        return rollouts.log(run, after);
    }

    @Right(Right.APPROVE)
    @PostMapping("/changes/{number}/approve")
    Map<String, Object> approve(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wish wish) {
        Change change = change(actor, Right.APPROVE, project, number);
        if (wish.digest == null)
            throw new Refusal("An approval names the digest that was looked at (digest).");
        approvals.approve(
                actor,
                change,
                wish.environment != null ? wish.environment : toApprove(actor, change),
                wish.digest,
                wish.acceptsLoss());
        return shown(actor, change);
    }

    @Right(Right.APPROVE)
    @PostMapping("/changes/{number}/send-back")
    Map<String, Object> sendBack(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wish wish) {
        Change change = change(actor, Right.APPROVE, project, number);
        approvals.sendBack(actor, change, wish.why());
        return shown(actor, change);
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/close")
    Map<String, Object> close(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody Wish wish) {
        Change change = change(actor, Right.CHANGE, project, number);
        changes.close(actor, change, wish.why());
        return shown(actor, change);
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/check")
    Map<String, Object> check(Actor actor, @PathVariable String project, @PathVariable int number) {
        Change change = change(actor, Right.CHANGE, project, number);
        changes.checkAgain(actor, change);
        return shown(actor, change);
    }

    /// What an undo would take away, before anybody asks for it.
    @Right(Right.ROLLOUT)
    @GetMapping("/changes/{number}/undo")
    List<Undo.Loss> losses(Actor actor, @PathVariable String project, @PathVariable int number) {
        return undo.losses(actor, change(actor, Right.ROLLOUT, project, number));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/changes/{number}/{verb:start|stop|retry|resume|undo}")
    Map<String, Object> rollout(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String verb,
            @RequestBody(required = false) @Nullable Wish given) {
        Change change = change(actor, Right.ROLLOUT, project, number);
        Wish wish = given != null ? given : new Wish(null, null, null, null, null, null, null);
        switch (verb) {
            case "undo" ->
                    undo.start(
                            actor,
                            change,
                            wish.why().isBlank() ? "asked for" : wish.why(),
                            wish.acceptsLoss());
            case "start" ->
                    rollouts.start(
                            actor,
                            change,
                            at(actor, change, wish, "waiting"),
                            Boolean.TRUE.equals(wish.whenOpen));
            case "stop" -> rollouts.stop(actor, change, at(actor, change, wish, "running"));
            case "retry" -> rollouts.retry(actor, change, at(actor, change, wish, "failed"));
            case "resume" -> rollouts.resume(actor, change, at(actor, change, wish, "stopped"));
            default -> throw new IllegalStateException(verb);
        }
        return shown(actor, change);
    }

    private String at(Actor actor, Change change, Wish wish, String state) {
        if (wish.environment != null) return wish.environment;
        return status.of(actor, change).lanes().stream()
                .filter(l ->
                        l.state().equals(state)
                                || (state.equals("running") && l.whenOpen() != null))
                .map(ChangeView.Lane::environment)
                .findFirst()
                .orElseThrow(() ->
                        new dev.sluice.server.projects.Conflict(
                                "No stage of " + change.subject() + " is " + state + "."));
    }

    private String toApprove(Actor actor, Change change) {
        List<ChangeView.Lane> lanes = status.of(actor, change).lanes();
        return lanes.stream()
                .filter(l -> l.blockers().stream().anyMatch(b -> b.gate().equals("approvals")))
                .findFirst()
                .orElse(lanes.getFirst())
                .environment();
    }

    private Change change(Actor actor, String right, String project, int number) {
        return changes.numbered(projects.named(actor, right, project), number);
    }

    private Map<String, Object> shown(Actor actor, Change change) {
        return ChangeJson.of(status.of(actor, change));
    }
}
