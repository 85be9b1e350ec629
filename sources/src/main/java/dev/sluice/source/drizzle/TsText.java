package dev.sluice.source.drizzle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds places in TypeScript text: it knows strings, templates, comments and brackets, nothing
/// more. Whatever has another shape than a usual Drizzle schema is not found.
record TsText(String text) {
    record Range(int start, int end) {
        String of(String text) {
            return text.substring(start, end);
        }
    }

    /// The position after the string, template, comment or bracketed group at `i`, else the next.
    int skip(int i) {
        char c = text.charAt(i);
        if (c == '"' || c == '\'') return quoted(i, c);
        if (c == '`') return template(i);
        if (text.startsWith("//", i)) {
            int end = text.indexOf('\n', i);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", i)) {
            int end = text.indexOf("*/", i + 2);
            return end < 0 ? text.length() : end + 2;
        }
        return c == '(' || c == '[' || c == '{' ? group(i) : i + 1;
    }

    private int quoted(int start, char quote) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') i++;
            else if (text.charAt(i) == quote || text.charAt(i) == '\n') return i + 1;
        }
        return text.length();
    }

    private int template(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (c == '`') return i + 1;
            else if (text.startsWith("${", i)) i = group(i + 1) - 1;
        }
        return text.length();
    }

    private int group(int open) {
        int i = open + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ')' || c == ']' || c == '}') return i + 1;
            i = skip(i);
        }
        return text.length();
    }

    /// `export const name = …;` with its expression; the range is the whole statement.
    Optional<Declaration> declaration(String name) {
        Matcher m =
                Pattern.compile("export\\s+const\\s+" + Pattern.quote(name) + "\\b[^=\\n]*=\\s*")
                        .matcher(text);
        int from = 0;
        while (m.find(from)) {
            if (isCode(m.start()))
                return Optional.of(new Declaration(m.start(), m.end(), end(m.end())));
            from = m.end();
        }
        return Optional.empty();
    }

    record Declaration(int start, int expression, int end) {}

    private boolean isCode(int position) {
        int i = 0;
        while (i < position) i = skip(i);
        return i == position;
    }

    /// The end of the expression that begins at `start`: a semicolon, or a line that does not go
    /// on.
    private int end(int start) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ';') return i;
            if (c == '\n' && !goesOn(i)) return i;
            i = skip(i);
        }
        return i;
    }

    private boolean goesOn(int lineEnd) {
        int i = lineEnd;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) i++;
        return i < text.length() && (text.charAt(i) == '.' || text.charAt(i) == ')');
    }

    /// The arguments of the first call at or after `start`.
    Optional<List<Range>> arguments(int start, int limit) {
        int i = start;
        while (i < limit && text.charAt(i) != '(') i = skip(i);
        return i >= limit ? Optional.empty() : Optional.of(parts(i));
    }

    /// The comma-separated parts inside the bracket at `open`, without surrounding blanks; empty
    /// ones are left out.
    List<Range> parts(int open) {
        int close = group(open) - 1;
        var all = new ArrayList<Range>();
        int start = open + 1;
        for (int i = open + 1; i <= close; ) {
            if (i == close || text.charAt(i) == ',') {
                trimmed(start, i).ifPresent(all::add);
                start = i + 1;
                i++;
            } else {
                i = skip(i);
            }
        }
        return all;
    }

    /// Without blanks and comments at its edges.
    private Optional<Range> trimmed(int from, int to) {
        int start = from;
        while (start < to) {
            if (Character.isWhitespace(text.charAt(start))) start++;
            else if (text.startsWith("//", start) || text.startsWith("/*", start))
                start = skip(start);
            else break;
        }
        int end = start;
        for (int i = start; i < to; ) {
            boolean blank =
                    Character.isWhitespace(text.charAt(i))
                            || text.startsWith("//", i)
                            || text.startsWith("/*", i);
            i = skip(i);
            if (!blank) end = Math.min(i, to);
        }
        return start >= end ? Optional.empty() : Optional.of(new Range(start, end));
    }

    int closing(int open) {
        return group(open) - 1;
    }

    /// The key of a property `key: value` and where its value begins.
    record Property(String key, Range whole, int value) {}

    Optional<Property> property(Range range) {
        int i = range.start();
        char c = text.charAt(i);
        int end;
        String key;
        if (c == '"' || c == '\'') {
            end = skip(i);
            key = unquoted(text.substring(i, end));
        } else {
            end = i;
            while (end < range.end() && Character.isJavaIdentifierPart(text.charAt(end))) end++;
            key = text.substring(i, end);
        }
        while (end < range.end() && Character.isWhitespace(text.charAt(end))) end++;
        if (key.isEmpty() || end >= range.end() || text.charAt(end) != ':') return Optional.empty();
        end++;
        while (end < range.end() && Character.isWhitespace(text.charAt(end))) end++;
        return Optional.of(new Property(key, range, end));
    }

    private static String unquoted(String literal) {
        if (literal.startsWith("\""))
            try {
                return Node.Json.MAPPER.readValue(literal, String.class);
            } catch (tools.jackson.core.JacksonException e) {
                return literal;
            }
        return literal.substring(1, literal.length() - 1).replace("\\'", "'").replace("\\\\", "\\");
    }

    /// A builder chain `base(…).a(…).b()` as the range of its base and its links.
    record Link(String method, Range whole, Range arguments) {}

    record Chain(Range base, List<Link> links) {
        Optional<Link> link(String method) {
            return links.stream().filter(l -> l.method().equals(method)).findFirst();
        }
    }

    Optional<Chain> chain(int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != '(') i = skip(i);
        if (i >= end) return Optional.empty();
        i = group(i);
        int base = i;
        var links = new ArrayList<Link>();
        while (i < end) {
            int dot = i;
            while (dot < end && Character.isWhitespace(text.charAt(dot))) dot++;
            if (dot >= end || text.charAt(dot) != '.') break;
            int open = dot + 1;
            while (open < end && (Character.isJavaIdentifierPart(text.charAt(open)))) open++;
            String method = text.substring(dot + 1, open);
            while (open < end && text.charAt(open) != '(') open = skip(open);
            if (open >= end) return Optional.empty();
            int close = group(open);
            links.add(new Link(method, new Range(i, close), new Range(open, close)));
            i = close;
        }
        return Optional.of(new Chain(new Range(start, base), links));
    }

    /// The blanks at the beginning of the line that holds `position`.
    String indent(int position) {
        int start = text.lastIndexOf('\n', position - 1) + 1;
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end++;
        return text.substring(start, Math.min(end, Math.max(position, start)));
    }

    /// After the last import; 0 in a file without.
    int afterImports() {
        Matcher m =
                Pattern.compile("(?m)^import\\b[^;'\"]*['\"][^'\"\\n]*['\"][^\\n]*\\n?")
                        .matcher(text);
        int end = 0;
        while (m.find()) if (isCode(m.start())) end = m.end();
        return end;
    }
}
