package dev.sluice.bench.generated;

/// How a case ended, and what says so.
public record Verdict(Ending ending, String cause) {
    public enum Ending {
        HOLDS,
        /// Rows stand against the plan, which said that they may; without rows it holds.
        ROWS_STAND_AGAINST_IT,
        REFUSED,
        /// PostgreSQL has no way, and the plan says so.
        IMPOSSIBLE,
        /// The generator's fault.
        NOT_LOADED,
        NOT_RENDERED,
        NOT_ROUND,
        CRASHED,
        UP_FAILED,
        UP_WRONG,
        BACK_FAILED,
        BACK_WRONG,
        MADE_ANEW,
        ROWS_CHANGED,
        /// Rows stand against the plan, and nothing said that they may.
        UNANNOUNCED
    }

    public boolean isKept() {
        return ending == Ending.HOLDS
                || ending == Ending.ROWS_STAND_AGAINST_IT
                || ending == Ending.IMPOSSIBLE;
    }

    static Verdict holds() {
        return new Verdict(Ending.HOLDS, "");
    }

    /// Cases of one group have one cause: names, numbers and values left out.
    public String group() {
        String line = cause.lines().findFirst().orElse("");
        String words = line.replaceAll("\".*\"", "…").replaceAll("[\\w.]*\\d+[\\w.]*", "…");
        return ending + " " + words;
    }
}
