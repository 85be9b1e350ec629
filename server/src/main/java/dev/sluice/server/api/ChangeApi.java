package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;
import static dev.sluice.server.web.ProblemKind.PROOF_NEEDED;
import static dev.sluice.server.web.ProblemKind.UNREACHABLE;

import dev.sluice.server.api.ChangeAnswer.ChangeHead;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeFilter;
import dev.sluice.server.changes.ChangeLists;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.ReleaseStrategy;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.releases.Upload;
import dev.sluice.server.rollouts.LogLine;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.status.ChangeView;
import dev.sluice.server.status.Status;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import java.time.Instant;
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
    private final ChangeLists lists;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Status status;
    private final ChangeAnswers answers;

    ChangeApi(
            Projects projects,
            Releases releases,
            Changes changes,
            ChangeLists lists,
            Approvals approvals,
            Rollouts rollouts,
            Status status,
            ChangeAnswers answers) {
        this.projects = projects;
        this.releases = releases;
        this.changes = changes;
        this.lists = lists;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.status = status;
        this.answers = answers;
    }

    record NewRelease(
            @Nullable String ref,
            @Nullable String commit,
            @Nullable String title,
            @Nullable String searchPath,
            @Nullable String drizzleSchema,
            @Nullable String drizzleTable,
            @Nullable List<String> labels,
            @Nullable ReleaseStrategy strategy,
            Map<String, String> files) {}

    record ApprovalWish(
            String digest,
            @Nullable String environment,
            @Nullable Boolean acceptDataLoss,
            @Nullable Boolean acknowledgeDataLoss,
            @Nullable String comment) {}

    record Reason(@Nullable String reason, @Nullable String comment) {
        String why() {
            return reason != null ? reason : Objects.requireNonNullElse(comment, "");
        }
    }

    @Right(Right.CHANGE)
    @PostMapping("/releases")
    @Operation(
            id = "release",
            summary = "Upload a migrations folder: opens a change, or a new revision of it",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN, UNREACHABLE})
    ChangeAnswer release(Actor actor, @PathVariable String project, @RequestBody NewRelease body) {
        Project at = projects.named(actor, Right.CHANGE, project);
        if (body.files.isEmpty())
            throw new Refusal("files", "A release needs the files of its folder (files).");
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
        ReleaseStrategy strategy =
                Objects.requireNonNullElse(body.strategy, ReleaseStrategy.ONLINE);
        return answers.of(
                actor, changes.open(actor, at, release, body.title, body.labels, strategy));
    }

    @Right(Right.READ)
    @GetMapping("/changes")
    @Operation(id = "listChanges", summary = "Changes, newest first")
    Listed<ChangeHead> list(
            Actor actor,
            @PathVariable String project,
            @RequestParam(required = false) @Nullable ChangeState state,
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String database,
            @RequestParam(required = false) @Nullable Instant since,
            Paging paging) {
        Project at = projects.named(actor, Right.READ, project);
        var filter = new ChangeFilter(state, author, label, environment, database, since);
        List<Change> rows = lists.page(at.id(), filter, paging.below(), paging.limit() + 1);
        return Listed.of(paging, rows, Change::number).map(ChangeHead::of);
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}")
    @Operation(id = "readChange", summary = "A change as it is now", tagged = true)
    ChangeAnswer show(Actor actor, @PathVariable String project, @PathVariable int number) {
        return answers.of(actor, change(actor, Right.READ, project, number));
    }

    @Right(Right.READ)
    @GetMapping("/changes/{number}/runs/{run}/log")
    @Operation(id = "readLog", summary = "Lines of a run's log, oldest first")
    Listed<LogLine> log(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable long run,
            @RequestParam(defaultValue = "0") long after,
            Paging paging) {
        Change change = change(actor, Right.READ, project, number);
        if (!rollouts.hasRun(change, run))
            throw new NotFound(change.subject() + " has no run " + run + ".");
        List<LogLine> rows = rollouts.log(run, Math.max(after, paging.above()), paging.limit() + 1);
        return Listed.of(paging, rows, LogLine::id);
    }

    @Right(Right.APPROVE)
    @PostMapping("/changes/{number}/approve")
    @Operation(
            id = "approve",
            summary = "Approve the digest that was looked at, for one environment",
            tagged = true,
            problems = {PROOF_NEEDED, NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer approve(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody ApprovalWish wish) {
        Change change = change(actor, Right.APPROVE, project, number);
        boolean accepts =
                Boolean.TRUE.equals(wish.acceptDataLoss)
                        || Boolean.TRUE.equals(wish.acknowledgeDataLoss);
        return answers.written(
                actor,
                change,
                match,
                () ->
                        approvals.approve(
                                actor,
                                change,
                                wish.environment != null
                                        ? wish.environment
                                        : toApprove(actor, change),
                                wish.digest,
                                accepts));
    }

    @Right(Right.APPROVE)
    @PostMapping("/changes/{number}/send-back")
    @Operation(
            id = "sendBack",
            summary = "Send the change back to its author, with the reason",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer sendBack(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody Reason reason) {
        Change change = change(actor, Right.APPROVE, project, number);
        return answers.written(
                actor, change, match, () -> approvals.sendBack(actor, change, reason.why()));
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/close")
    @Operation(
            id = "close",
            summary = "Close the change: it will not be rolled out",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer close(
            Actor actor,
            @PathVariable String project,
            @PathVariable int number,
            IfMatch match,
            @RequestBody Reason reason) {
        Change change = change(actor, Right.CHANGE, project, number);
        return answers.written(
                actor, change, match, () -> changes.close(actor, change, reason.why()));
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/{number}/check")
    @Operation(
            id = "check",
            summary = "Run the checks again",
            tagged = true,
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    ChangeAnswer check(
            Actor actor, @PathVariable String project, @PathVariable int number, IfMatch match) {
        Change change = change(actor, Right.CHANGE, project, number);
        return answers.written(actor, change, match, () -> changes.checkAgain(actor, change));
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
}
