package dev.sluice.sql;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Function;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Literal;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// COMMENT ON whatever.
public final class CommentSql {
    private CommentSql() {}

    static Piece piece(ObjectId id, String target, String comment) {
        return Piece.of(
                new PieceId(id, Aspect.COMMENT),
                id,
                set(target, comment),
                set(target, null),
                Set.of(id));
    }

    public static String set(String target, @Nullable String comment) {
        return "COMMENT ON "
                + target
                + " IS "
                + (comment == null ? "NULL" : Literal.quoted(comment).strip());
    }

    /// How COMMENT ON (and ALTER, mostly) names the object: `TABLE "public"."users"`.
    public static String target(ObjectId id, @Nullable SchemaObject object) {
        return switch (id.kind()) {
            case SCHEMA -> "SCHEMA " + Identifier.of(id.name()).quoted();
            case EXTENSION -> "EXTENSION " + Identifier.of(id.name()).quoted();
            case ENUM, COMPOSITE -> "TYPE " + place(id);
            case DOMAIN -> "DOMAIN " + place(id);
            case SEQUENCE -> "SEQUENCE " + place(id);
            case TABLE ->
                    (object instanceof Table t && t.server() != null ? "FOREIGN TABLE " : "TABLE ")
                            + place(id);
            case VIEW -> "VIEW " + place(id);
            case MATERIALIZED_VIEW -> "MATERIALIZED VIEW " + place(id);
            case INDEX -> "INDEX " + place(id);
            case FUNCTION -> functionTarget(id, object);
            case COLUMN -> "COLUMN " + place(id) + "." + Identifier.of(id.member()).quoted();
            case CONSTRAINT -> onTable("CONSTRAINT ", id);
            case TRIGGER -> onTable("TRIGGER ", id);
            case POLICY -> onTable("POLICY ", id);
            default -> definitionTarget(id, object);
        };
    }

    private static String definitionTarget(ObjectId id, @Nullable SchemaObject object) {
        if (object instanceof Definition d && !d.target().isEmpty()) return d.target();
        throw new IllegalArgumentException("no comment stands on a " + id.words());
    }

    private static String functionTarget(ObjectId id, @Nullable SchemaObject object) {
        if (!(object instanceof Function f))
            throw new IllegalArgumentException("not a function: " + id.words());
        return FunctionSql.target(f);
    }

    private static String onTable(String word, ObjectId id) {
        return word + Identifier.of(id.member()).quoted() + " ON " + place(id);
    }

    private static String place(ObjectId id) {
        return QualifiedName.of(id.schema(), id.name()).quoted();
    }
}
