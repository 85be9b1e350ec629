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

    /// What initdb says of `public` is what no comment of ours leaves.
    static Piece comment(Schema s, String comment) {
        String target = CommentSql.target(s.id(), s);
        boolean given = s.name().text().equals("public");
        return Piece.of(
                new PieceId(s.id(), Aspect.COMMENT),
                s.id(),
                CommentSql.set(target, comment),
                CommentSql.set(target, given ? "standard public schema" : null),
                Set.of(s.id()));
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
