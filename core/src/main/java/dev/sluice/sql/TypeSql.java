package dev.sluice.sql;

import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Literal;
import dev.sluice.schema.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Enums, domains and composite types.
public final class TypeSql {
    private TypeSql() {}

    static Piece piece(EnumType e) {
        return Piece.whole(
                e.id(),
                create(e.name(), e.labels()),
                "DROP TYPE " + e.name().quoted(),
                Set.of(SchemaSql.id(e.name())));
    }

    public static String create(QualifiedName name, List<String> labels) {
        return "CREATE TYPE "
                + name.quoted()
                + " AS ENUM("
                + labels.stream().map(TypeSql::label).collect(Collectors.joining(", "))
                + ")";
    }

    public static String label(String text) {
        return Literal.quoted(text).strip();
    }

    static Piece piece(Domain d) {
        return Piece.whole(
                d.id(),
                d.definition(),
                "DROP DOMAIN " + d.name().quoted(),
                Set.of(SchemaSql.id(d.name())));
    }

    static Piece piece(CompositeType c) {
        return Piece.whole(
                c.id(),
                c.definition(),
                "DROP TYPE " + c.name().quoted(),
                Set.of(SchemaSql.id(c.name())));
    }
}
