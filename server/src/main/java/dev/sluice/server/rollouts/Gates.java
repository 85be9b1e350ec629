package dev.sluice.server.rollouts;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.approvals.Tally;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Destination;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.windows.Opening;
import dev.sluice.server.windows.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The one place that says whether a stage of a change may start: asked by the transaction that
/// claims a run, by the automatic start, and by every page and answer that shows what is missing.
@Component
public final class Gates {
    private final GateRows known;
    private final Changes changes;
    private final Approvals approvals;
    private final ObjectProvider<Rollouts> rollouts;
    private final RolloutRows rows;
    private final Windows windows;
    private final Clock clock;

    Gates(
            GateRows known,
            Changes changes,
            Approvals approvals,
            ObjectProvider<Rollouts> rollouts,
            RolloutRows rows,
            Windows windows,
            Clock clock) {
        this.known = known;
        this.changes = changes;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.rows = rows;
        this.windows = windows;
        this.clock = clock;
    }

    /// For the latest revisions of a list's rows, which then ask one by one.
    public void readAhead(List<Long> revisions) {
        known.readAhead(revisions);
    }

    /// Empty when the stage may start, or go on.
    public List<Blocker> of(Change change, Revision revision, Environment stage) {
        return ReadOnce.of(
                "gates",
                List.of(change.id(), revision.id(), stage.id()),
                () -> {
                    List<Blocker> shut = common(change, revision, stage);
                    List<String> drifted = drifted(revision, stage);
                    if (!mayFail(stage, drifted.size(), revision))
                        drifted.forEach(d -> shut.add(drift(d)));
                    return shut;
                });
    }

    /// Empty when the run on this database may begin.
    List<Blocker> of(Change change, Revision revision, Environment stage, String database) {
        List<Blocker> shut = common(change, revision, stage);
        if (drifted(revision, stage).contains(database)) shut.add(drift(database));
        return shut;
    }

    private List<Blocker> common(Change change, Revision revision, Environment stage) {
        var shut = new ArrayList<Blocker>();
        state(change, shut);
        predecessors(change, revision, shut);
        checks(change, revision, stage, shut);
        approvals(change, revision, stage, shut);
        order(change, revision, stage, shut);
        hours(stage, shut);
        if (!shut.isEmpty() && isGlassBroken(revision, stage))
            shut.removeIf(b -> BreakGlass.PASSES.contains(b.gate()));
        return shut;
    }

    /// Two people have answered for starting exactly this there (see [BreakGlass]).
    private boolean isGlassBroken(Revision revision, Environment stage) {
        String digest = revision.digest();
        return digest != null
                && known.brokenGlass(revision.id()).stream()
                        .anyMatch(g -> g.environment() == stage.id() && g.text().equals(digest));
    }

    private static void state(Change change, List<Blocker> shut) {
        String sentence =
                switch (change.state()) {
                    case IN_REVIEW, APPROVED, ROLLING_OUT, NEEDS_DECISION -> null;
                    case DRAFT ->
                            change.subject()
                                    + " was sent back"
                                    + (change.reason() == null
                                            ? "."
                                            : " (" + change.reason() + ").")
                                    + " Release a new revision.";
                    case DONE -> change.subject() + " is done.";
                    case REVERTED -> change.subject() + " was undone. Release again to apply it.";
                    case CLOSED -> change.subject() + " is closed.";
                };
        if (sentence != null) shut.add(new Blocker("state", sentence));
    }

    private void predecessors(Change change, Revision revision, List<Blocker> shut) {
        for (Change before : changes.predecessors(change, revision)) {
            int number = before.number();
            ChangeState state = before.state();
            switch (state) {
                case DONE -> {}
                case CLOSED, REVERTED ->
                        shut.add(
                                new Blocker(
                                        "predecessors",
                                        "#"
                                                + number
                                                + ", which this change counted on, is "
                                                + state.words().toLowerCase(java.util.Locale.ROOT)
                                                + ": approvals are void. Release again."));
                case DRAFT, IN_REVIEW, APPROVED, ROLLING_OUT, NEEDS_DECISION ->
                        shut.add(
                                new Blocker(
                                        "predecessors",
                                        "#" + number + " runs first and is not done yet."));
            }
        }
    }

    private void checks(Change change, Revision revision, Environment stage, List<Blocker> shut) {
        if (isPast(change, stage)) return;
        Set<Long> here =
                changes.destinations(revision.id()).stream()
                        .filter(d -> d.environmentId() == stage.id())
                        .map(Destination::targetId)
                        .collect(Collectors.toSet());
        List<Check> checks =
                changes.checks(revision.id()).stream()
                        .filter(c -> c.targetId() == null || here.contains(c.targetId()))
                        .toList();
        if (checks.isEmpty() || checks.stream().anyMatch(c -> c.state().equals("running")))
            shut.add(new Blocker("checks", "The checks are still running."));
        for (Check c : checks)
            if (c.state().equals("error"))
                shut.add(new Blocker("checks", "Check " + c.kind() + " says no: " + c.message()));
    }

    /// Once a stage has begun, its own work is what the checks of before no longer speak of; each
    /// run looks at its database itself.
    private boolean isPast(Change change, Environment stage) {
        return stages(change).stream()
                .anyMatch(s -> s.environmentId() == stage.id() && s.startedAt() != null);
    }

    private List<Rollout.Stage> stages(Change change) {
        return rows.forwardStages(change.id());
    }

    private void approvals(
            Change change, Revision revision, Environment stage, List<Blocker> shut) {
        Tally tally = approvals.tally(change, revision, stage);
        if (!tally.isComplete())
            shut.add(
                    new Blocker(
                            "approvals",
                            stage.name()
                                    + " needs the approval of "
                                    + tally.missingWords()
                                    + " who had no hand in the change"
                                    + (revision.digest() != null && approvals.losesData(revision)
                                            ? ", with their word on the data loss."
                                            : ".")));
    }

    private void order(Change change, Revision revision, Environment stage, List<Blocker> shut) {
        List<Rollout.Stage> stages = stages(change);
        List<Environment> before =
                rollouts.getObject().environments(change, revision).stream()
                        .filter(e -> e.position() < stage.position())
                        .toList();
        for (Environment earlier : before) {
            Optional<Rollout.Stage> at =
                    stages.stream().filter(s -> s.environmentId() == earlier.id()).findFirst();
            if (at.isEmpty() || !at.get().isDone())
                shut.add(new Blocker("order", earlier.name() + " comes first and is not done."));
            else soaked(earlier, at.get(), shut);
        }
    }

    private void soaked(Environment earlier, Rollout.Stage done, List<Blocker> shut) {
        Instant since = done.doneAt();
        if (since == null) return;
        Instant soaked = since.plus(earlier.soak());
        Duration left = Duration.between(clock.instant(), soaked);
        if (left.isPositive())
            shut.add(
                    new Blocker(
                            "soak",
                            earlier.name()
                                    + " is done and soaks for another "
                                    + left.toSeconds()
                                    + " s.",
                            soaked));
    }

    /// Fewer drifted databases than may fail hold up the others no more than any failure does.
    private boolean mayFail(Environment stage, int drifted, Revision revision) {
        return drifted == 0
                || known.stopAfter(stage.id()) > drifted
                        && drifted
                                < changes.destinations(revision.id()).stream()
                                        .filter(d -> d.environmentId() == stage.id())
                                        .count();
    }

    private List<String> drifted(Revision revision, Environment stage) {
        return known.drifted(revision.id()).stream()
                .filter(d -> d.environment() == stage.id())
                .map(GateRows.At::text)
                .toList();
    }

    private static Blocker drift(String database) {
        return new Blocker(
                "drift",
                database + " is not what its record says. Adopt the drift or revert it first.");
    }

    private void hours(Environment stage, List<Blocker> shut) {
        if (windows.opening(stage) instanceof Opening.Shut hours)
            shut.add(
                    new Blocker(
                            hours.gate(),
                            hours.sentence(stage.name()),
                            hours.opens() == null ? null : hours.opens().toInstant()));
    }
}
