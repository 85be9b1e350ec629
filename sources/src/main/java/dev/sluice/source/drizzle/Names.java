package dev.sluice.source.drizzle;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;

/// Names as PostgreSQL stores them.
final class Names {
    private Names() {}

    static Identifier stored(String name) {
        return Identifier.stored(name);
    }

    static QualifiedName stored(String schema, String name) {
        return new QualifiedName(stored(schema), stored(name));
    }

    static String madeUp(String table, String column, String label) {
        return Identifier.madeUp(table, column, label).text();
    }
}
