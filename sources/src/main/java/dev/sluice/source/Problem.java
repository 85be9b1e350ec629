package dev.sluice.source;

/// What is wrong with a source: where, what, and what to do next. `line` and `column` count from 1;
/// 0 is unknown. `excerpt` shows the place, or is empty.
public record Problem(
        String file, int line, int column, String message, String fix, String excerpt) {
    public Problem(String file, int line, int column, String message, String fix) {
        this(file, line, column, message, fix, "");
    }

    /// `file:line:column: message. fix`, without what is unknown, and the excerpt below.
    @Override
    public String toString() {
        var place = new StringBuilder(file);
        if (line > 0) place.append(':').append(line);
        if (line > 0 && column > 0) place.append(':').append(column);
        if (!place.isEmpty()) place.append(": ");
        return place
                + message
                + (fix.isEmpty() ? "" : " " + fix)
                + (excerpt.isEmpty() ? "" : "\n" + excerpt);
    }
}
