package dev.sluice.server.rollouts;

import dev.sluice.rollout.Outcome;
import dev.sluice.server.backups.Backed;
import dev.sluice.server.backups.Backups;
import dev.sluice.server.backups.Wish;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.work.Work;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The backup between the claim of a run and its first statement. An undo has none: it is the
/// emergency exit, and says itself what does not come back.
@Component
final class Backing {
    private final Backups backups;
    private final Databases databases;
    private final Projects projects;
    private final Changes changes;
    private final Gates gates;
    private final Execution execution;
    private final Work work;

    Backing(
            Backups backups,
            Databases databases,
            Projects projects,
            Changes changes,
            Gates gates,
            Execution execution,
            Work work) {
        this.backups = backups;
        this.databases = databases;
        this.projects = projects;
        this.changes = changes;
        this.gates = gates;
        this.execution = execution;
        this.work = work;
    }

    /// Empty when the run may begin.
    Optional<Outcome> before(
            Change change,
            Revision revision,
            Rollout rollout,
            Rollout.Run run,
            RevisionTarget target,
            int attempt) {
        if (rollout.isUndo()) return Optional.empty();
        Database database = databases.byId(target.databaseId());
        Environment stage =
                projects.environments(change.projectId()).stream()
                        .filter(e -> e.id() == target.environmentId())
                        .findFirst()
                        .orElseThrow();
        Backed backed =
                taken(
                        new Wish(
                                change,
                                stage,
                                database,
                                run.id(),
                                attempt,
                                () -> work.isEnding() || execution.stopAsked(run.id()),
                                line -> execution.note(run.id(), attempt, line)));
        return switch (backed) {
            case Backed.Ready(boolean fresh) ->
                    fresh ? stillOpen(change, revision, stage) : Optional.empty();
            case Backed.Failed(String reason) ->
                    Optional.of(
                            execution.hasBegun(change, database, run.id())
                                    ? new Outcome.PartlyApplied(List.of(), reason)
                                    : new Outcome.NothingChanged(reason));
            case Backed.Stopped(String reason) ->
                    Optional.of(new Outcome.Stopped(List.of(), reason));
        };
    }

    private Backed taken(Wish wish) {
        try {
            return backups.before(
                    wish, () -> execution.hasBegun(wish.change(), wish.database(), wish.runId()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Backed.Stopped("The server ended while a backup was made.");
        }
    }

    /// A backup takes its time: a window may have shut meanwhile. The next claim says what is to
    /// become of the stage.
    private Optional<Outcome> stillOpen(Change change, Revision revision, Environment stage) {
        List<String> shut =
                gates.of(changes.byId(change.id()), revision, stage).stream()
                        .map(Blocker::sentence)
                        .toList();
        return shut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Stopped(List.of(), String.join(" ", shut)));
    }
}
