package dev.sluice.plan;

import dev.sluice.diff.TypeDifference;
import dev.sluice.schema.Attribute;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TypeSql;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Domains and composite types: changed in place where PostgreSQL can, else swapped.
final class TypeDecisions {
    private TypeDecisions() {}

    static void decide(Draft draft, TypeDifference difference) {
        switch (difference) {
            case TypeDifference.ChangeBase d -> TypeSwap.swap(draft, d.id());
            case TypeDifference.ChangeDomainDefault d ->
                    draft.property(PieceId.self(TypeSql.defaultOf(d.after())));
            case TypeDifference.ChangeDomainNotNull d -> {
                if (d.after().notNull() && isInContainer(draft, d.id()))
                    TypeSwap.swap(draft, d.id());
                else draft.property(new PieceId(d.id(), Aspect.NOT_NULL));
            }
            case TypeDifference.ChangeDomainConstraint d -> constraint(draft, d);
            case TypeDifference.ChangeAttributes d -> attributes(draft, d);
        }
    }

    private static void constraint(Draft draft, TypeDifference.ChangeDomainConstraint d) {
        PieceId id = PieceId.self(d.id());
        Constraint was = d.before();
        Constraint is = d.after();
        if (is != null && is.validated() && isInContainer(draft, d.domain().id())) {
            TypeSwap.swap(draft, d.domain().id());
            return;
        }
        if (was != null && is != null && was.definition().equals(is.definition() + " NOT VALID"))
            draft.alter(
                    new Alter(
                            id,
                            TypeSql.alter(d.domain(), "VALIDATE CONSTRAINT " + d.name().quoted()),
                            "validate " + id,
                            TypeHazards.tightened(draft, d.id())));
        else {
            draft.drop(id);
            if (is != null) draft.to.whole(id).forEach(draft::create);
        }
    }

    /// Attributes come last and go wherever they stand; a type changes only while no column is made
    /// of it.
    private static void attributes(Draft draft, TypeDifference.ChangeAttributes d) {
        PieceId id = PieceId.self(d.id());
        List<Attribute> kept =
                d.before().attributes().stream().filter(a -> find(d.after(), a) != null).toList();
        List<Attribute> wanted = d.after().attributes();
        boolean inOrder =
                kept.size() <= wanted.size()
                        && names(kept).equals(names(wanted.subList(0, kept.size())));
        boolean retyped = kept.stream().anyMatch(a -> !sameType(a, find(d.after(), a)));
        if (!inOrder || retyped && isInUse(draft, id)) {
            TypeSwap.swap(draft, d.id());
            return;
        }
        String type = "ALTER TYPE " + d.after().name().quoted();
        for (Attribute a : wanted.subList(kept.size(), wanted.size()))
            alter(draft, id, type + " ADD ATTRIBUTE " + TypeSql.attribute(a) + " CASCADE");
        for (Attribute a : d.before().attributes()) {
            Attribute is = find(d.after(), a);
            if (is == null)
                draft.alter(
                        new Alter(
                                id,
                                type + " DROP ATTRIBUTE " + a.name().quoted() + " CASCADE",
                                "change the attributes of " + id,
                                isInUse(draft, id)
                                        ? List.of(TypeHazards.lost(d.after().id(), a.name()))
                                        : List.of()));
            else if (!sameType(a, is))
                alter(
                        draft,
                        id,
                        type
                                + " ALTER ATTRIBUTE "
                                + a.name().quoted()
                                + " TYPE "
                                + is.type()
                                + (is.collation() == null ? "" : " COLLATE " + is.collation())
                                + " CASCADE");
        }
    }

    private static void alter(Draft draft, PieceId id, String sql) {
        draft.alter(new Alter(id, sql, "change the attributes of " + id));
    }

    static @Nullable Attribute find(CompositeType type, Attribute wanted) {
        return type.attributes().stream()
                .filter(a -> a.name().equals(wanted.name()))
                .findFirst()
                .orElse(null);
    }

    private static List<Identifier> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private static boolean sameType(Attribute a, @Nullable Attribute other) {
        return other != null
                && a.type().equals(other.type())
                && Objects.equals(a.collation(), other.collation());
    }

    private static boolean isInUse(Draft draft, PieceId type) {
        return draft.from.dependents(type).stream()
                .map(d -> d.object().kind())
                .anyMatch(k -> k == Kind.COLUMN || k == Kind.DOMAIN || k == Kind.COMPOSITE);
    }

    /// PostgreSQL can't look for values of a domain inside arrays, composites and ranges, so it
    /// refuses to tighten one that stands there.
    private static boolean isInContainer(Draft draft, ObjectId domain) {
        for (PieceId d : draft.from.dependents(PieceId.self(domain)))
            if (!d.object().equals(domain) && isContainer(draft, d.object())) return true;
        return false;
    }

    private static boolean isContainer(Draft draft, ObjectId object) {
        return switch (object.kind()) {
            case COLUMN ->
                    Columns.find(draft.from, object)
                            .map(c -> Casts.isArray(c.type()))
                            .orElse(false);
            case COMPOSITE, RANGE -> true;
            case DOMAIN -> isInContainer(draft, object);
            default -> false;
        };
    }
}
