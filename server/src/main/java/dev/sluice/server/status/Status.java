package dev.sluice.server.status;

import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeLists;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Fleet;
import dev.sluice.server.rollouts.Gates;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.rollouts.Rollouts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The one function that says where a change stands and what it waits for: the console, the API and
/// the command line show its answer and work out none of their own.
@Component
public final class Status {
    private final Rights rights;
    private final Changes changes;
    private final ChangeLists lists;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Gates gates;
    private final Proofs proofs;

    Status(
            Rights rights,
            Changes changes,
            ChangeLists lists,
            Approvals approvals,
            Rollouts rollouts,
            Gates gates,
            Proofs proofs) {
        this.rights = rights;
        this.changes = changes;
        this.lists = lists;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.gates = gates;
        this.proofs = proofs;
    }

    public ChangeView of(Actor by, Change change) {
        rights.need(by, Right.READ, change.projectId());
        Change now = changes.byId(change.id());
        List<Revision> revisions = changes.revisions(now.id());
        Revision revision = revisions.getFirst();
        List<RevisionTarget> targets = changes.targets(revision.id());
        List<Check> checks = changes.checks(revision.id());
        List<Rollout> all = rollouts.of(now.id());
        List<ChangeView.Lane> lanes = lanes(now, revision, all);
        return new ChangeView(
                now,
                revision,
                revisions.size(),
                sentence(now, checks, lanes, all),
                waitsForPerson(now, checks, lanes, all),
                approvals.losesData(revision),
                lanes,
                targets,
                checks,
                proofs(revision),
                all);
    }

    /// What the sentences of a list ask for, for all its rows at once: a small fixed number of
    /// questions. For the rest of a GET.
    public void readAhead(List<Change> list) {
        List<Change> open = list.stream().filter(c -> c.state().isOpen()).toList();
        Set<Long> ids = open.stream().map(Change::id).collect(Collectors.toSet());
        List<Long> latest =
                lists.readAhead(list).stream()
                        .filter(r -> ids.contains(r.changeId()))
                        .map(Revision::id)
                        .toList();
        rollouts.readAhead(open);
        approvals.readAhead(latest);
        gates.readAhead(latest);
    }

    /// The sentence of [#of] alone: for a row of a list, which reads no further than that needs.
    public String sentence(Change change) {
        return switch (change.state()) {
            case DRAFT, CLOSED, REVERTED, NEEDS_DECISION ->
                    sentence(change, List.of(), List.of(), List.of());
            case DONE ->
                    done(
                            rollouts.environments(change, changes.latest(change.id())).stream()
                                    .map(Environment::name)
                                    .toList());
            case IN_REVIEW, APPROVED, ROLLING_OUT -> {
                Revision revision = changes.latest(change.id());
                List<Rollout> all = rollouts.of(change.id());
                Optional<Rollout> latest = all.stream().findFirst();
                List<Environment> order = rollouts.environments(change, revision);
                List<ChangeView.Lane> next =
                        (isUndo(all) ? order.reversed() : order)
                                .stream()
                                        .filter(e ->
                                                stage(latest, e)
                                                        .filter(Rollout.Stage::isDone)
                                                        .isEmpty())
                                        .limit(1)
                                        .map(e -> lane(change, revision, e, latest))
                                        .toList();
                yield sentence(change, changes.checks(revision.id()), next, all);
            }
        };
    }

    /// One for each migration: that of the first database's major.
    private List<MigrationProof> proofs(Revision revision) {
        var found = new TreeMap<String, MigrationProof>();
        proofs.ofRevision(revision.id()).proofs().forEach(p -> found.putIfAbsent(p.tag(), p));
        return List.copyOf(found.values());
    }

    private List<ChangeView.Lane> lanes(Change change, Revision revision, List<Rollout> all) {
        Optional<Rollout> latest = all.stream().findFirst();
        return rollouts.environments(change, revision).stream()
                .map(e -> lane(change, revision, e, latest))
                .toList();
    }

    private ChangeView.Lane lane(
            Change change, Revision revision, Environment e, Optional<Rollout> latest) {
        Optional<Rollout.Stage> stage = stage(latest, e);
        String state = stage.map(Rollout.Stage::state).orElse("waiting");
        List<Blocker> blockers =
                latest.map(Rollout::isUndo).orElse(false) || state.equals("done")
                        ? List.of()
                        : gates.of(change, revision, e);
        return new ChangeView.Lane(
                e.name(),
                approvals.tally(change, revision, e).needed(),
                approvals.counting(change, revision, e),
                e.automatic(),
                state,
                stage.filter(s -> s.startedAt() != null).map(Fleet::new).orElse(null),
                stage.map(Rollout.Stage::runs).orElse(List.of()),
                blockers,
                rollouts.whenOpen(change, revision, e).orElse(null));
    }

    private static Optional<Rollout.Stage> stage(Optional<Rollout> latest, Environment e) {
        return latest.flatMap(
                r -> r.stages().stream().filter(s -> s.environmentId() == e.id()).findFirst());
    }

    private static boolean isUndo(List<Rollout> all) {
        return !all.isEmpty() && all.getFirst().isUndo();
    }

    private static String sentence(
            Change change, List<Check> checks, List<ChangeView.Lane> lanes, List<Rollout> all) {
        return switch (change.state()) {
            case DRAFT -> "Sent back" + because(change) + " A new revision brings it on.";
            case CLOSED -> "Closed" + because(change);
            case REVERTED -> "Undone: what it had applied is taken back.";
            case DONE -> done(lanes.stream().map(ChangeView.Lane::environment).toList());
            case NEEDS_DECISION ->
                    "Needs a decision" + because(change) + " Retry, undo or close it.";
            case IN_REVIEW, APPROVED, ROLLING_OUT -> {
                if (checks.stream().anyMatch(c -> c.state().equals("running")))
                    yield "The checks are running.";
                yield next(lanes, isUndo(all));
            }
        };
    }

    /// While checks or a stage are at work, a stage starts by itself or soaks, the next thing comes
    /// without anybody.
    private static boolean waitsForPerson(
            Change change, List<Check> checks, List<ChangeView.Lane> lanes, List<Rollout> all) {
        return switch (change.state()) {
            case DRAFT, NEEDS_DECISION -> true;
            case CLOSED, REVERTED, DONE -> false;
            case IN_REVIEW, APPROVED, ROLLING_OUT -> {
                boolean busy =
                        isUndo(all)
                                || checks.stream().anyMatch(c -> c.state().equals("running"))
                                || lanes.stream().anyMatch(l -> l.state().equals("running"));
                yield !busy
                        && lanes.stream()
                                .filter(l -> !l.state().equals("done"))
                                .findFirst()
                                .map(Status::isForPerson)
                                .orElse(false);
            }
        };
    }

    private static boolean isForPerson(ChangeView.Lane next) {
        if (next.blockers().isEmpty()) return !next.byItself();
        return next.byItself()
                ? !Blocker.areOfTime(next.blockers())
                : next.blockers().stream().anyMatch(b -> !b.gate().equals("soak"));
    }

    private static String next(List<ChangeView.Lane> lanes, boolean undo) {
        for (ChangeView.Lane lane : undo ? lanes.reversed() : lanes) {
            if (lane.state().equals("done")) continue;
            if (lane.state().equals("running"))
                return (undo ? "Being undone in " : "Rolling out to ")
                        + lane.environment()
                        + progress(lane);
            if (lane.blockers().isEmpty())
                return lane.environment()
                        + (lane.byItself() ? " starts by itself." : " is ready to be started.");
            return "Waits: "
                    + lane.blockers().getFirst().sentence()
                    + (lane.byItself() && Blocker.areOfTime(lane.blockers())
                            ? " It goes on by itself then."
                            : "");
        }
        return "All stages are done.";
    }

    private static String progress(ChangeView.Lane lane) {
        String words = lane.fleet() == null ? "" : lane.fleet().words();
        return words.isEmpty() ? "." : ": " + words;
    }

    private static String done(List<String> environments) {
        return "Done in " + String.join(", ", environments) + ".";
    }

    private static String because(Change change) {
        return change.reason() == null ? "." : ": " + change.reason() + ending(change.reason());
    }

    private static String ending(String text) {
        return text.endsWith(".") ? "" : ".";
    }
}
