package dev.sluice.folder;

import java.util.ArrayList;
import java.util.List;

/// Drizzle's file format: statements with a marker between them. drizzle-orm cuts at every marker,
/// also inside comments and strings, so this does too.
public final class Breakpoints {
    private static final String MARKER = "--> statement-breakpoint";

    private Breakpoints() {}

    /// The parts, without white space around them; parts of white space alone are left out.
    public static List<String> split(String text) {
        var parts = new ArrayList<String>();
        String rest = lf(text);
        if (rest.startsWith("\uFEFF")) rest = rest.substring(1);
        for (int at; (at = rest.indexOf(MARKER)) >= 0; rest = rest.substring(at + MARKER.length()))
            add(parts, rest.substring(0, at));
        add(parts, rest);
        return List.copyOf(parts);
    }

    /// A file of these statements, as drizzle-kit writes one: a semicolon and a marker behind each.
    public static String join(List<String> statements) {
        var text = new StringBuilder();
        for (String statement : statements) {
            String s = Portable.of(statement, MARKER);
            if (!text.isEmpty()) text.append(MARKER).append('\n');
            text.append(s);
            if (!s.endsWith(";")) text.append(';');
            if (s.indexOf('\n') >= 0) text.append('\n');
        }
        return text.toString();
    }

    static String lf(String text) {
        return text.replace("\r\n", "\n");
    }

    private static void add(List<String> parts, String part) {
        String trimmed = part.strip();
        if (!trimmed.isEmpty()) parts.add(trimmed);
    }
}
