package dev.sluice.server.rollouts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One execution of a revision, or (`direction` is `down`) the undo of it.
public record Rollout(
        long id,
        long changeId,
        long revisionId,
        String direction,
        String startedBy,
        Instant startedAt,
        List<Stage> stages) {
    public Rollout {
        stages = List.copyOf(stages);
    }

    public boolean isUndo() {
        return direction.equals("down");
    }

    /// `state` is `waiting`, `running`, `done`, `failed` or `stopped`. `held`: it was running when
    /// its environment shut, and goes on by itself. `parallel`, `batch` and `stopAfter` are those
    /// of its beginning (see [Pace]).
    public record Stage(
            long id,
            long environmentId,
            String environment,
            int position,
            String state,
            int turn,
            boolean held,
            boolean stopAsked,
            int parallel,
            int batch,
            int stopAfter,
            @Nullable Instant startedAt,
            @Nullable Instant doneAt,
            List<Run> runs) {
        public Stage {
            runs = List.copyOf(runs);
        }

        public boolean isDone() {
            return state.equals("done");
        }
    }

    /// `state` is `queued`, `waiting`, `running`, `applied`, `failed_nothing`, `failed_partly`,
    /// `unknown`, `skipped` or `reverted`; `reason` whole sentences where it did not go well.
    /// `wave` 0 is the canary, then the batches; `due` that it is its turn: the background work
    /// with this `ticket` does it, no other.
    public record Run(
            long id,
            long targetId,
            long databaseId,
            String database,
            String state,
            String reason,
            int attempts,
            long epoch,
            int wave,
            boolean due,
            long ticket) {
        boolean isFailed() {
            return state.equals("failed_nothing")
                    || state.equals("failed_partly")
                    || state.equals("waiting");
        }

        boolean isLeft() {
            return state.equals("queued") && !due;
        }

        /// Not under way, and nothing is wrong with it.
        public boolean isQuiet() {
            return isDone() || state.equals("skipped") || state.equals("queued");
        }

        boolean isDone() {
            return state.equals("applied") || state.equals("reverted");
        }
    }
}
