package dev.sluice.cli;

import dev.sluice.schema.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A name with `*` for any letters and `?` for one, as pg_dump's `-t` takes it: lower case unless
/// it stands in double quotes, where stars are stars; with a point in it the schema stands before.
record NamePattern(String text, List<Pattern> parts) {
    NamePattern {
        parts = List.copyOf(parts);
    }

    static NamePattern of(String flag, String text) {
        var parts = new ArrayList<Pattern>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = c == '"' && quoted && text.startsWith("\"\"", i);
            if (twice) part.append(literal(text.charAt(i++)));
            else if (c == '"') quoted = !quoted;
            else if (quoted) part.append(literal(c));
            else if (c == '*') part.append(".*");
            else if (c == '?') part.append('.');
            else if (c == '.') cut(parts, part);
            else part.append(literal(Character.toLowerCase(c)));
        }
        cut(parts, part);
        boolean empty = parts.stream().anyMatch(p -> p.pattern().isEmpty());
        if (quoted || empty || parts.size() > 2)
            throw new CommandFailed(
                    Exit.USAGE,
                    flag
                            + " "
                            + text
                            + ": this is no pattern. Write name, schema.name, with * and ? for letters"
                            + " and double quotes around what is no plain lower-case name.");
        return new NamePattern(text, parts);
    }

    private static String literal(char c) {
        return Pattern.quote(String.valueOf(c));
    }

    private static void cut(List<Pattern> parts, StringBuilder part) {
        parts.add(Pattern.compile(part.toString(), Pattern.DOTALL));
        part.setLength(0);
    }

    boolean matches(ObjectId id) {
        return matches(parts.getLast(), bare(id))
                && (parts.size() == 1 || matches(parts.getFirst(), id.schema()));
    }

    boolean matchesName(String name) {
        return parts.size() == 1 && matches(parts.getLast(), name);
    }

    /// A function is named without its arguments.
    private static String bare(ObjectId id) {
        return id.kind() == dev.sluice.schema.Kind.FUNCTION
                ? id.name().substring(0, id.name().lastIndexOf('('))
                : id.name();
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name).matches();
    }
}
