package dev.sluice.source.drizzle;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.nio.charset.StandardCharsets;

/// Names as PostgreSQL stores them: 63 bytes at most, cut between characters (PostgreSQL manual,
/// 4.1.1; makeObjectName of indexcmds.c for made-up ones).
final class Names {
    private static final int LIMIT = 63;

    private Names() {}

    static Identifier stored(String name) {
        return Identifier.of(cut(name, LIMIT));
    }

    static QualifiedName stored(String schema, String name) {
        return new QualifiedName(stored(schema), stored(name));
    }

    /// `table_column_label`, the longer part shortened first; without a column `table_label`.
    static String madeUp(String table, String column, String label) {
        int overhead = label.length() + 1 + (column.isEmpty() ? 0 : 1);
        int first = bytes(cut(table, LIMIT));
        int second = bytes(cut(column, LIMIT));
        while (first + second > LIMIT - overhead)
            if (first > second) first--;
            else second--;
        String start = cut(table, first);
        return start + (column.isEmpty() ? "" : "_" + cut(column, second)) + "_" + label;
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
}
