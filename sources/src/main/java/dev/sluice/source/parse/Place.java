package dev.sluice.source.parse;

/// A line and a column, both from 1; a column is a code point.
public record Place(int line, int column) {
    public static Place of(String text, int at) {
        return new Place(1, 1).after(text, text.startsWith("\uFEFF") ? 1 : 0, at);
    }

    /// The place of `to`, if this is the place of `from`.
    public Place after(String text, int from, int to) {
        int line = this.line;
        int column = this.column;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c) && c != '\uFEFF') column++;
        }
        return new Place(line, column);
    }
}
