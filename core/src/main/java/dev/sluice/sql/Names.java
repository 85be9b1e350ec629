package dev.sluice.sql;

import dev.sluice.schema.Identifier;
import java.util.ArrayList;
import java.util.List;

/// Reads names out of PostgreSQL's own printing, where a name is quoted only if it must be.
final class Names {
    private Names() {}

    /// `a, "b c"` → two names.
    static List<Identifier> list(String text) {
        var names = new ArrayList<Identifier>();
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"')
                    name.append(text.charAt(i++));
                else quoted = !quoted;
            } else if (!quoted && c == ',') {
                add(names, name);
            } else if (quoted || c != ' ') {
                name.append(c);
            }
        }
        add(names, name);
        return names;
    }

    private static void add(List<Identifier> names, StringBuilder name) {
        if (!name.isEmpty()) names.add(Identifier.of(name.toString()));
        name.setLength(0);
    }
}
