package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import java.util.List;

/// A catalog as SQL that makes it.
public final class Sql {
    private Sql() {}

    /// Creation statements, without final semicolons, in an order that loads: what an object needs
    /// stands before it. Run them with `check_function_bodies = off`.
    public static List<String> statements(Catalog catalog) {
        return List.of();
    }

    /// The same as one text.
    public static String script(Catalog catalog) {
        var text = new StringBuilder();
        statements(catalog).forEach(s -> text.append(s).append(";\n\n"));
        return text.toString();
    }
}
