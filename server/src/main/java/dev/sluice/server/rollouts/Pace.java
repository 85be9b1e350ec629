package dev.sluice.server.rollouts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a stage goes through its databases: at most `parallel` at once, and on one host and port at
/// most `perInstance`, over all changes; first and alone the `canaries`, or where none is named the
/// first `canary` by name; then `batch` at a time, where it is not 0; nothing more begins once
/// `stopAfter` have failed.
public record Pace(
        int parallel,
        @Nullable Integer perInstance,
        int canary,
        List<String> canaries,
        int batch,
        int stopAfter) {
    static final int MOST = 100;

    /// One after the other, by name; the first failure stops.
    public static final Pace USUAL = new Pace(1, null, 0, List.of(), 0, 1);

    public Pace {
        canaries = List.copyOf(canaries);
    }

    /// What can't be, each with what is allowed.
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (parallel < 1 || parallel > MOST)
            problems.add("parallel is 1 to " + MOST + ", not " + parallel + ".");
        if (perInstance != null && (perInstance < 1 || perInstance > MOST))
            problems.add(
                    "perInstance is 1 to "
                            + MOST
                            + ", or nothing for no limit, not "
                            + perInstance
                            + ".");
        if (canary < 0 || canary > 10_000)
            problems.add("canary is 0 to 10000 databases, not " + canary + ".");
        if (canary > 0 && !canaries.isEmpty())
            problems.add("canary is a number or canaries are names, not both.");
        if (batch < 0 || batch > 10_000)
            problems.add("batch is 0 (no batches) to 10000 databases, not " + batch + ".");
        if (stopAfter < 1 || stopAfter > 10_000)
            problems.add("stopAfter is 1 to 10000 failures, not " + stopAfter + ".");
        return problems;
    }

    /// `8 databases at once, at most 4 on one host and port. First a_eu alone; …`
    public String words() {
        var words = new StringBuilder();
        words.append(
                parallel == 1
                        ? "One database after the other, by name"
                        : parallel + " databases at once");
        if (perInstance != null)
            words.append(", at most ").append(perInstance).append(" on one host and port");
        words.append(". ");
        if (!canaries.isEmpty())
            words.append("First, alone: ").append(String.join(", ", canaries)).append(". ");
        else if (canary > 0)
            words.append(
                    canary == 1
                            ? "First, alone: the first by name. "
                            : "First, alone: the first " + canary + " by name. ");
        if (batch > 0) words.append("Then ").append(batch).append(" at a time. ");
        return words.append(
                        stopAfter == 1
                                ? "The first failure stops."
                                : stopAfter + " failures stop; fewer do not hold up the others.")
                .toString();
    }
}
