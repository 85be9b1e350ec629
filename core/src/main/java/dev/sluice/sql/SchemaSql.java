package dev.sluice.sql;

import dev.sluice.schema.Extension;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import java.util.Set;

/// Schemas and extensions.
final class SchemaSql {
    private SchemaSql() {}

    static ObjectId id(QualifiedName inside) {
        return new ObjectId(Kind.SCHEMA, "", inside.schema().text(), "");
    }

    static Piece piece(Schema s) {
        return Piece.whole(
                s.id(),
                "CREATE SCHEMA " + s.name().quoted(),
                "DROP SCHEMA " + s.name().quoted(),
                Set.of());
    }

    static Piece piece(Extension e) {
        var schema = new ObjectId(Kind.SCHEMA, "", e.schema().text(), "");
        return Piece.whole(
                e.id(),
                "CREATE EXTENSION IF NOT EXISTS "
                        + e.name().quoted()
                        + " WITH SCHEMA "
                        + e.schema().quoted(),
                "DROP EXTENSION " + e.name().quoted(),
                Set.of(schema));
    }
}
