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
    /// its environment shut, and goes on by itself.
    public record Stage(
            long id,
            long environmentId,
            String environment,
            int position,
            String state,
            int turn,
            boolean held,
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
    public record Run(
            long id,
            long targetId,
            long databaseId,
            String database,
            String state,
            String reason,
            int attempts,
            long epoch) {}
}
