package dev.sluice.source.drizzle;

import dev.sluice.schema.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes PostgreSQL's own printing of indexes and constraints apart.
final class Printed {
    private Printed() {}

    /// One key of an index: a plain column, or the whole text of an expression with what follows.
    record Key(
            String text,
            @Nullable Identifier column,
            @Nullable String opclass,
            boolean desc,
            boolean nullsFirst,
            boolean plain) {}

    record IndexParts(
            String method,
            List<Key> keys,
            boolean include,
            boolean nullsNotDistinct,
            List<String> with,
            @Nullable String where) {}

    /// `CREATE INDEX … USING method (keys) …`, pg_get_indexdef()'s text.
    static IndexParts index(String definition) {
        int using = find(definition, " USING ", 0);
        int open = definition.indexOf('(', using);
        int close = closing(definition, open);
        String method = definition.substring(using + 7, open).strip();
        var keys = split(definition.substring(open + 1, close)).stream().map(Printed::key).toList();
        String rest = definition.substring(close + 1);
        int whereAt = find(rest, " WHERE ", 0);
        String where = whereAt < 0 ? null : unwrapped(rest.substring(whereAt + 7).strip());
        String middle = whereAt < 0 ? rest : rest.substring(0, whereAt);
        int withAt = find(middle, " WITH (", 0);
        List<String> with =
                withAt < 0
                        ? List.of()
                        : split(
                                middle.substring(
                                        withAt + 7, closing(middle, middle.indexOf('(', withAt))));
        return new IndexParts(
                method,
                keys,
                find(middle, "INCLUDE (", 0) >= 0,
                find(middle, "NULLS NOT DISTINCT", 0) >= 0,
                with,
                where);
    }

    private static Key key(String text) {
        String rest = text;
        boolean nullsSet = rest.endsWith(" NULLS FIRST") || rest.endsWith(" NULLS LAST");
        boolean first = rest.endsWith(" NULLS FIRST");
        if (nullsSet) rest = rest.substring(0, rest.lastIndexOf(" NULLS "));
        boolean desc = rest.endsWith(" DESC");
        if (desc) rest = rest.substring(0, rest.length() - 5);
        boolean nullsFirst = nullsSet ? first : desc;
        List<String> words = words(rest);
        Optional<Identifier> column = name(words.getFirst());
        boolean plain = column.isPresent() && words.size() <= 2 && !words.contains("COLLATE");
        return new Key(
                text,
                plain ? column.get() : null,
                plain && words.size() == 2 ? words.get(1) : null,
                desc,
                nullsFirst,
                plain);
    }

    /// A name alone, as PostgreSQL prints one.
    private static Optional<Identifier> name(String word) {
        if (word.matches("[a-z_\\x80-\\uffff][a-z0-9_$\\x80-\\uffff]*"))
            return Optional.of(Identifier.of(word));
        if (word.length() > 2 && word.startsWith("\"") && word.endsWith("\""))
            return Optional.of(
                    Identifier.of(word.substring(1, word.length() - 1).replace("\"\"", "\"")));
        return Optional.empty();
    }

    /// `CHECK ((a > 0)) NO INHERIT` → `a > 0`, and what stands behind it.
    record Check(String expression, String rest) {}

    static Check check(String definition) {
        int open = definition.indexOf('(');
        int close = closing(definition, open);
        return new Check(
                unwrapped(definition.substring(open + 1, close).strip()),
                definition.substring(close + 1).strip());
    }

    /// Without the parentheses that surround all of it.
    static String unwrapped(String text) {
        String bare = text;
        while (bare.startsWith("(") && closing(bare, 0) == bare.length() - 1)
            bare = bare.substring(1, bare.length() - 1).strip();
        return bare;
    }

    private static List<String> words(String text) {
        return parts(text, ' ');
    }

    static List<String> split(String text) {
        return parts(text, ',').stream().map(String::strip).toList();
    }

    private static List<String> parts(String text, char separator) {
        var all = new ArrayList<String>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i = after(text, i)) {
            char c = text.charAt(i);
            if (c == '(' || c == '[') depth++;
            if (c == ')' || c == ']') depth--;
            if (c == separator && depth == 0) {
                all.add(text.substring(start, i));
                start = i + 1;
            }
        }
        all.add(text.substring(start));
        return all;
    }

    /// The position of the parenthesis that closes the one at `open`.
    static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i = after(text, i)) {
            if (text.charAt(i) == '(') depth++;
            if (text.charAt(i) == ')' && --depth == 0) return i;
        }
        throw new IllegalArgumentException("unbalanced: " + text);
    }

    /// Where `wanted` stands outside of quotes and parentheses; -1 if nowhere.
    private static int find(String text, String wanted, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i = after(text, i)) {
            if (depth == 0 && text.startsWith(wanted, i)) return i;
            if (text.charAt(i) == '(') depth++;
            if (text.charAt(i) == ')') depth--;
        }
        return -1;
    }

    /// The next position, past a quoted part that begins here.
    private static int after(String text, int at) {
        char c = text.charAt(at);
        if (c != '\'' && c != '"') return at + 1;
        boolean escapes = c == '\'' && at > 0 && (text.charAt(at - 1) == 'E');
        for (int i = at + 1; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') i++;
            else if (text.charAt(i) == c) return i + 1;
        }
        return text.length();
    }
}
