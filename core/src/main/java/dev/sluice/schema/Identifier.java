package dev.sluice.schema;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A name as PostgreSQL stores it. The one place that quotes identifiers (PostgreSQL manual, 4.1.1
/// Identifiers and Key Words).
public record Identifier(String text) implements Comparable<Identifier> {
    private static final int LIMIT = 63;

    public Identifier {
        if (text.isEmpty()) throw new IllegalArgumentException("a name cannot be empty");
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a name cannot hold NUL");
    }

    public static Identifier of(String text) {
        return new Identifier(text);
    }

    /// As PostgreSQL stores what was written: 63 bytes at most, cut between characters.
    public static Identifier stored(String written) {
        return of(cut(written, LIMIT));
    }

    /// The text of a name as it stands in SQL, within quotes or without.
    public static String unquoted(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written;
    }

    /// The name that PostgreSQL makes up: `table_column_label`, the longer part shortened first
    /// (makeObjectName of indexcmds.c); without a column `table_label`.
    public static Identifier madeUp(String table, String column, String label) {
        int overhead = label.length() + 1 + (column.isEmpty() ? 0 : 1);
        int first = bytes(cut(table, LIMIT));
        int second = bytes(cut(column, LIMIT));
        while (first + second > LIMIT - overhead)
            if (first > second) first--;
            else second--;
        String start = cut(table, first);
        return of(start + (column.isEmpty() ? "" : "_" + cut(column, second)) + "_" + label);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cut(String text, int limit) {
        if (bytes(text) <= limit) return text;
        int end = 0;
        int length = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (length + size > limit) break;
            length += size;
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    /// Always quoted, so that no keyword, case or character needs thought.
    public String quoted() {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    // By hand: what a record brings is slow where only the first compiler works, and these are the
    // comparisons that everything else is made of.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Identifier i && text.equals(i.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(Identifier other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
