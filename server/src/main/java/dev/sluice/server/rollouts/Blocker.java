package dev.sluice.server.rollouts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A gate that is shut. `gate` is a stable word (`checks`, `approvals`, `order`, `soak`,
/// `predecessors`, `state`, `drift`, `window`, `freeze`); `sentence` says what is missing and what
/// would open it; `until` when it opens by itself, where that is known.
public record Blocker(String gate, String sentence, @Nullable Instant until) {
    private static final Set<String> OF_TIME = Set.of("soak", "window", "freeze");

    Blocker(String gate, String sentence) {
        this(gate, sentence, null);
    }

    /// Opens by itself.
    public boolean isOfTime() {
        return OF_TIME.contains(gate);
    }

    /// Something is shut, and all of it opens by itself.
    public static boolean areOfTime(List<Blocker> shut) {
        return !shut.isEmpty() && shut.stream().allMatch(Blocker::isOfTime);
    }
}
