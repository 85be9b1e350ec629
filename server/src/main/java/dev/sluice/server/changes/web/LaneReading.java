package dev.sluice.server.changes.web;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Fleet;
import dev.sluice.server.rollouts.Gates;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.web.Badge;
import dev.sluice.server.web.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The lanes of the review page: each environment with its runs, what it waits for and the one
/// button that is due.
@Component
final class LaneReading {
    private final Rollouts rollouts;
    private final Gates gates;
    private final Rights rights;

    LaneReading(Rollouts rollouts, Gates gates, Rights rights) {
        this.rollouts = rollouts;
        this.gates = gates;
        this.rights = rights;
    }

    List<ChangeView.Lane> of(
            Actor actor,
            Change change,
            Revision revision,
            List<Environment> stages,
            List<RevisionTarget> targets,
            Optional<Rollout> rollout) {
        var lanes = new ArrayList<ChangeView.Lane>();
        boolean currentSeen = false;
        for (Environment environment : stages) {
            Optional<Rollout.Stage> stage =
                    rollout.flatMap(r ->
                            r.stages().stream()
                                    .filter(s -> s.environmentId() == environment.id())
                                    .findFirst());
            boolean undo = rollout.map(Rollout::isUndo).orElse(false);
            String state = stage.map(Rollout.Stage::state).orElse("waiting");
            boolean done = state.equals("done");
            boolean current = !done && !currentSeen && change.state().isOpen();
            currentSeen |= current;
            List<Blocker> shut =
                    done || state.equals("running") || undo
                            ? List.of()
                            : gates.of(change, revision, environment);
            Optional<String> whenOpen =
                    undo ? Optional.empty() : rollouts.whenOpen(change, revision, environment);
            lanes.add(
                    new ChangeView.Lane(
                            environment.name(),
                            state.equals("failed")
                                    ? "failed"
                                    : done ? "done" : current ? "now" : "later",
                            undo && done ? Badge.back("Undone") : Badges.stage(state),
                            why(environment, stage, shut, undo, whenOpen),
                            (int)
                                    stage.stream()
                                            .flatMap(s -> s.runs().stream())
                                            .filter(r ->
                                                    r.state().equals(undo ? "reverted" : "applied"))
                                            .count(),
                            runs(change, environment, stage, targets),
                            rights.has(actor, Right.ROLLOUT, change.projectId(), environment.id())
                                            && change.state().isOpen()
                                    ? step(change, environment, state, shut, current, whenOpen)
                                    : null));
        }
        return lanes;
    }

    private static String why(
            Environment environment,
            Optional<Rollout.Stage> stage,
            List<Blocker> shut,
            boolean undo,
            Optional<String> whenOpen) {
        String state = stage.map(Rollout.Stage::state).orElse("waiting");
        return switch (state) {
            case "done" ->
                    stage.map(Rollout.Stage::doneAt)
                            .map(at -> (undo ? "Undone " : "Applied ") + Times.relative(at) + ".")
                            .orElse("Applied.");
            case "running" -> (undo ? "The undo is running." : "Running now.") + progress(stage);
            case "failed" ->
                    "A run did not come to its end. What is applied stays." + progress(stage);
            case "stopped" -> "Stopped by a person. What is applied stays." + progress(stage);
            default ->
                    undo
                            ? "Is undone when the later environments are."
                            : waiting(environment, shut, whenOpen);
        };
    }

    private static String progress(Optional<Rollout.Stage> stage) {
        String words = stage.map(Fleet::new).map(Fleet::words).orElse("");
        return words.isEmpty() ? "" : " " + words;
    }

    private static String waiting(
            Environment environment, List<Blocker> shut, Optional<String> whenOpen) {
        String promise =
                whenOpen.map(who ->
                                who.equals(Actor.SYSTEM.name())
                                        ? "Goes on by itself when it opens."
                                        : "Starts by itself when it opens, as %s asked."
                                                .formatted(who))
                        .orElse(environment.automatic() ? "Starts by itself." : "");
        if (shut.isEmpty()) return promise.isEmpty() ? "Ready to start." : promise;
        boolean opensByItself = Blocker.areOfTime(shut);
        return shut.getFirst().sentence()
                + (opensByItself && !promise.isEmpty() ? " " + promise : "");
    }

    private static List<ChangeView.LaneRun> runs(
            Change change,
            Environment environment,
            Optional<Rollout.Stage> stage,
            List<RevisionTarget> targets) {
        if (stage.isPresent() && !stage.get().runs().isEmpty()) {
            return stage.get().runs().stream()
                    .sorted(Comparator.comparing(Rollout.Run::isQuiet))
                    .map(r ->
                            new ChangeView.LaneRun(
                                    r.database(),
                                    "/p/%d/c/%d/r/%d"
                                            .formatted(change.projectId(), change.number(), r.id()),
                                    Badges.run(r.state()),
                                    ""))
                    .toList();
        }
        return targets.stream()
                .filter(t -> t.environmentId() == environment.id())
                .map(t ->
                        new ChangeView.LaneRun(
                                t.database(),
                                null,
                                Badge.waiting("Queued"),
                                counted(t.migrations().size())))
                .toList();
    }

    static String counted(int migrations) {
        return migrations == 1 ? "1 migration" : migrations + " migrations";
    }

    /// The one button that is due in this lane, if a person is due.
    private static ChangeView.@Nullable Action step(
            Change change,
            Environment environment,
            String state,
            List<Blocker> shut,
            boolean current,
            Optional<String> whenOpen) {
        String name = environment.name();
        return switch (state) {
            case "running" -> action(change, "stop", "Stop " + name, "", name);
            case "failed" -> action(change, "retry", "Retry " + name, "primary", name);
            case "stopped" -> action(change, "resume", "Go on with " + name, "primary", name);
            case "waiting" ->
                    whenOpen.isPresent()
                            ? action(change, "stop", callOff(whenOpen.get()) + name, "", name)
                            : current && !environment.automatic()
                                    ? start(change, name, shut)
                                    : null;
            default -> null;
        };
    }

    private static String callOff(String whenOpen) {
        return whenOpen.equals(Actor.SYSTEM.name()) ? "Stop " : "Do not start ";
    }

    private static ChangeView.@Nullable Action start(
            Change change, String name, List<Blocker> shut) {
        if (shut.isEmpty()) return action(change, "start", "Start " + name, "primary", name);
        return Blocker.areOfTime(shut)
                ? action(
                        change, "start?whenOpen=true", "Start " + name + " when it opens", "", name)
                : null;
    }

    private static ChangeView.Action action(
            Change change, String verb, String label, String style, @Nullable String environment) {
        return new ChangeView.Action(
                ChangeReading.href(change) + "/" + verb,
                label,
                style,
                "environment",
                environment,
                false);
    }
}
