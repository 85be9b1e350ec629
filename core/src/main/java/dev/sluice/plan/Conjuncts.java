package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import java.util.HashSet;
import java.util.Set;

/// What a check says that holds of every row: the parts between its outermost ANDs, as the catalog
/// prints them.
final class Conjuncts {
    private Conjuncts() {}

    static Set<String> of(Constraint check) {
        String text = check.definition();
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        var found = new HashSet<String>();
        if (open >= 0 && close > open) collect(text.substring(open, close + 1), found);
        return found;
    }

    private static void collect(String text, Set<String> into) {
        String bare = text.strip();
        while (isEnclosed(bare)) bare = bare.substring(1, bare.length() - 1).strip();
        int from = 0;
        int depth = 0;
        boolean quoted = false;
        boolean split = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '\'' || c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '(') depth++;
            if (c == ')') depth--;
            if (depth == 0 && bare.startsWith(" OR ", i)) {
                into.add(bare);
                return;
            }
            if (depth == 0 && bare.startsWith(" AND ", i)) {
                collect(bare.substring(from, i), into);
                from = i + " AND ".length();
                split = true;
            }
        }
        if (split) collect(bare.substring(from), into);
        else into.add(bare);
    }

    private static boolean isEnclosed(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) return false;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '(') depth++;
            if (c == ')' && --depth == 0) return i == text.length() - 1;
        }
        return false;
    }
}
