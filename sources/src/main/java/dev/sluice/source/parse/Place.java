package dev.sluice.source.parse;

/// A line and a column, both from 1; a column is a code point.
public record Place(int line, int column) {
    private static final int WIDTH = 60;

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

    /// Its line of the text, and below that a caret under the place. A long line is cut around it.
    public String shown(String text) {
        String whole =
                text.replace("\uFEFF", "")
                        .lines()
                        .skip(line - 1)
                        .findFirst()
                        .orElse("")
                        .stripTrailing();
        int at =
                whole.offsetByCodePoints(
                        0, Math.min(column - 1, whole.codePointCount(0, whole.length())));
        int from = at <= WIDTH ? 0 : at - WIDTH / 2;
        int to = Math.min(whole.length(), from + 2 * WIDTH);
        if (from > 0 && Character.isLowSurrogate(whole.charAt(from))) from++;
        String before = whole.substring(from, at).replaceAll("[^\\t]", " ");
        return "    " + whole.substring(from, to) + "\n    " + before + "^";
    }
}
