package dev.sluice.bench.storm;

/// How far an attempt has come, by the log that the server writes into its metadata before and
/// after each step. Read after a kill it says what the kill has hit.
enum Moment {
    BEFORE("before the first statement"),
    WITHIN("between first statement and COMMIT"),
    COMMITTING("COMMIT sent, not answered"),
    AFTER("after COMMIT, before metadata"),
    /// Another server finds out what became of it.
    FOUND_OUT("being found out");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean isRunning() {
        return this != FOUND_OUT;
    }

    /// By the last line of the attempt's log that tells.
    static Moment of(String line) {
        return switch (line) {
            case "sql" -> WITHIN;
            case "COMMIT" -> COMMITTING;
            case "committed" -> AFTER;
            case "unknown" -> FOUND_OUT;
            default -> BEFORE;
        };
    }
}
