package dev.sluice.plan;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;

/// What pg_get_indexdef() says behind the names: `rest` begins with `USING`.
record IndexText(boolean unique, String rest) {
    static IndexText of(String definition) {
        boolean unique = definition.startsWith("CREATE UNIQUE ");
        int at = (unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ").length();
        at = behindName(definition, at) + " ON ".length();
        if (definition.startsWith("ONLY ", at)) at += "ONLY ".length();
        return new IndexText(unique, definition.substring(behindName(definition, at) + 1));
    }

    private static int behindName(String text, int from) {
        int at = from;
        boolean quoted = false;
        while (quoted || text.charAt(at) != ' ') {
            if (text.charAt(at) == '"') quoted = !quoted;
            at++;
        }
        return at;
    }

    String concurrently(Identifier name, QualifiedName table) {
        return create("CONCURRENTLY ", name, "", table);
    }

    String plain(Identifier name, QualifiedName table) {
        return create("", name, "", table);
    }

    String only(Identifier name, QualifiedName table) {
        return create("", name, "ONLY ", table);
    }

    private String create(String how, Identifier name, String only, QualifiedName table) {
        return "CREATE "
                + (unique ? "UNIQUE " : "")
                + "INDEX "
                + how
                + name.quoted()
                + " ON "
                + only
                + table.quoted()
                + " "
                + rest;
    }

    /// Nothing but columns: an expression or an included column would be in the name that
    /// PostgreSQL makes up for a part.
    boolean isOfColumns() {
        int close = rest.indexOf(')');
        return rest.lastIndexOf('(', close) == rest.indexOf('(')
                && !rest.startsWith(" INCLUDE ", close + 1);
    }
}
