package dev.sluice.sql;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class ConstraintSql {
    private static final Pattern REFERENCED = Pattern.compile("REFERENCES .*?\\(([^)]*)\\)");

    private ConstraintSql() {}

    static Piece piece(Table t, Constraint c, Relations relations) {
        if (c.isPlainNotNull()) return notNull(t, c);
        ObjectId id = id(t, c);
        var needs = new HashSet<ObjectId>();
        needs.add(t.id());
        for (Identifier column : c.columns())
            needs.add(ObjectId.member(Kind.COLUMN, t.name(), column));
        if (c.references() != null) {
            needs.add(ObjectId.of(Kind.TABLE, c.references()));
            for (Identifier column : referenced(c))
                needs.add(ObjectId.member(Kind.COLUMN, c.references(), column));
            needs.addAll(relations.keys(c.references(), referenced(c)));
        }
        boolean given = !c.local() && !ownsIndex(c);
        boolean inline =
                c.validated()
                        && c.kind() != ConstraintKind.FOREIGN_KEY
                        && !(c.kind() == ConstraintKind.PRIMARY_KEY && isOfInherited(t, c))
                        && (t.partitioning().parent() == null
                                || relations.isMadeApart(t) && !ownsIndex(c))
                        && !isRepeated(t, c);
        return new Piece(
                        PieceId.self(id),
                        PieceId.self(t.id()),
                        () -> given ? "" : add(t.name(), c),
                        () -> given ? "" : drop(t.name(), c.name()),
                        needs,
                        inline)
                .following(ownsIndex(c) ? relations.ofPartitions(t.name()) : Set.of());
    }

    /// Of keys that are equal CREATE TABLE makes only one (transformIndexConstraints), the primary
    /// one where there is one.
    private static boolean isRepeated(Table t, Constraint c) {
        if (!ownsIndex(c) || c.kind() == ConstraintKind.PRIMARY_KEY) return false;
        for (Constraint other : t.constraints()) {
            boolean isFirst =
                    other.kind() == ConstraintKind.PRIMARY_KEY
                            || other.name().compareTo(c.name()) < 0;
            if (isFirst && ownsIndex(other) && key(other).equals(key(c))) return true;
        }
        return false;
    }

    private static String key(Constraint c) {
        return c.definition().replaceFirst("^(PRIMARY KEY|UNIQUE) ", "");
    }

    /// Within CREATE TABLE it would declare them not null here.
    private static boolean isOfInherited(Table t, Constraint c) {
        return t.columns().stream().anyMatch(k -> !k.local() && c.columns().contains(k.name()));
    }

    /// The column's own definition makes it.
    private static Piece notNull(Table t, Constraint c) {
        ObjectId column = ObjectId.member(Kind.COLUMN, t.name(), c.columns().getFirst());
        return new Piece(
                PieceId.self(id(t, c)),
                PieceId.self(column),
                () -> "",
                () -> "",
                Set.of(column),
                true);
    }

    public static ObjectId id(Table t, Constraint c) {
        return ObjectId.member(Kind.CONSTRAINT, t.name(), c.name());
    }

    static String clause(Constraint c) {
        return "CONSTRAINT " + c.name().quoted() + " " + c.definition();
    }

    public static String add(QualifiedName table, Constraint c) {
        String only = ownsIndex(c) && !c.validated() ? "ONLY " : "";
        return "ALTER TABLE " + only + table.quoted() + " ADD " + clause(c);
    }

    public static String drop(QualifiedName table, Identifier name) {
        return "ALTER TABLE " + table.quoted() + " DROP CONSTRAINT " + name.quoted();
    }

    public static boolean ownsIndex(Constraint c) {
        return switch (c.kind()) {
            case PRIMARY_KEY, UNIQUE, EXCLUSION -> true;
            case FOREIGN_KEY, CHECK, NOT_NULL -> false;
        };
    }

    /// The columns on the other side of a foreign key.
    public static List<Identifier> referenced(Constraint c) {
        Matcher m = REFERENCED.matcher(c.definition());
        return m.find() ? Names.list(m.group(1)) : List.of();
    }
}
