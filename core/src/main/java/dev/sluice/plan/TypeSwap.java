package dev.sluice.plan;

import dev.sluice.diff.EnumDifference;
import dev.sluice.schema.Attribute;
import dev.sluice.schema.Column;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.PieceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A type that can't be changed in place: the old one gets another name, a new one is made, every
/// column moves over, the old one is dropped. What is made of it is swapped as well, what only
/// names it is made again.
final class TypeSwap {
    private TypeSwap() {}

    static void swap(Draft draft, ObjectId id) {
        if (!draft.swaps.add(id)) return;
        PieceId type = PieceId.self(id);
        draft.dropped.addAll(draft.from.whole(type));
        draft.created.addAll(draft.to.whole(type));
        for (PieceId dependent : draft.from.dependents(type)) {
            if (draft.from.whole(type).contains(dependent)) continue;
            switch (dependent.object().kind()) {
                case COLUMN -> column(draft, dependent, id);
                case DOMAIN, COMPOSITE, RANGE -> type(draft, dependent);
                case UNSUPPORTED ->
                        draft.refuse(
                                dependent
                                        + " is made of "
                                        + id.words()
                                        + ", which can't be changed in place: write this step by"
                                        + " hand (`generate --custom`)");
                default -> draft.drop(dependent);
            }
        }
    }

    private static void type(Draft draft, PieceId type) {
        if (draft.to.find(type) == null) draft.drop(type);
        else swap(draft, type.object());
    }

    private static void column(Draft draft, PieceId column, ObjectId type) {
        if (column.aspect() != Aspect.SELF) return;
        Column before = Columns.find(draft.from, column.object()).orElseThrow();
        Column after = Columns.find(draft.to, column.object()).orElse(null);
        QualifiedName table = Columns.table(column.object());
        if (before.generated() != null) {
            draft.drop(column);
            return;
        }
        if (Inherited.isInPartitionKey(draft, column)) {
            draft.refuse(
                    type.words()
                            + " can't be changed in place, and "
                            + column
                            + " is in the partition key, so PostgreSQL refuses to move it: make a"
                            + " new table and move the rows by hand (`generate --custom`)");
            return;
        }
        Blocking.onRetype(draft, column, false, true);
        draft.drop(Columns.defaultOf(table, before.name()));
        if (after == null
                || !after.type().equals(before.type())
                || !after.local() && Inherited.staysBelow(draft, table, after)) return;
        if (mixesAttributes(draft, before, type)) {
            draft.refuse(
                    column
                            + " is an array of "
                            + type.words()
                            + ", whose attributes change their order or names: PostgreSQL has no"
                            + " expression that moves them one by one; write this step by hand"
                            + " (`generate --custom`)");
            return;
        }
        draft.alter(
                new Alter(
                        column,
                        ColumnSql.alter(
                                table,
                                after.name(),
                                "TYPE " + after.type() + " USING " + using(draft, before, after)),
                        "move " + column + " to the new " + type.words(),
                        hazards(draft, table, before, after, type)));
    }

    private static List<Hazard> hazards(
            Draft draft, QualifiedName table, Column before, Column after, ObjectId type) {
        if (type.kind() == Kind.DOMAIN) return ofDomain(draft, table, before, after, type);
        if (losesAttributes(draft, before, type))
            return List.of(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            ObjectId.member(Kind.COLUMN, table, after.name()).words(),
                            "it fails while a row holds an array of " + type.words() + " there",
                            "write the step that moves such rows by hand",
                            "SELECT count(*) FROM %s WHERE cardinality(%s) > 0"
                                    .formatted(table.quoted(), after.name().quoted())),
                    ColumnHazards.rewritten(table, after));
        if (draft.from.object(type).orElse(null) instanceof EnumType was
                && draft.to.object(type).orElse(null) instanceof EnumType is)
            return EnumHazards.moved(table, after, new EnumDifference.ChangeLabels(was, is));
        var hazards = new ArrayList<Hazard>();
        if (draft.from.object(type).orElse(null) instanceof CompositeType was
                && draft.to.object(type).orElse(null) instanceof CompositeType is)
            hazards.addAll(TypeHazards.moved(table, after, was, is));
        hazards.add(ColumnHazards.rewritten(table, after));
        return hazards;
    }

    private static List<Hazard> ofDomain(
            Draft draft, QualifiedName table, Column before, Column after, ObjectId type) {
        EnumDifference.ChangeLabels labels = UnderDomain.labels(draft, type).orElse(null);
        if (labels != null) return EnumHazards.moved(table, after, labels);
        var hazards = new ArrayList<Hazard>();
        UnderDomain.of(draft, type, before, after)
                .ifPresent(u -> hazards.addAll(ColumnHazards.values(table, u.before(), u.after())));
        hazards.add(ColumnHazards.rewritten(table, after));
        return hazards;
    }

    /// Elements of an array go through text, attribute by attribute in order.
    private static boolean mixesAttributes(Draft draft, Column before, ObjectId type) {
        return Casts.isArray(before.type())
                && draft.from.object(type).orElse(null) instanceof CompositeType was
                && draft.to.object(type).orElse(null) instanceof CompositeType is
                && was.attributes().size() == is.attributes().size()
                && !names(was).equals(names(is));
    }

    private static boolean losesAttributes(Draft draft, Column before, ObjectId type) {
        return Casts.isArray(before.type())
                && draft.from.object(type).orElse(null) instanceof CompositeType was
                && draft.to.object(type).orElse(null) instanceof CompositeType is
                && was.attributes().size() != is.attributes().size();
    }

    private static List<Identifier> names(CompositeType type) {
        return type.attributes().stream().map(Attribute::name).toList();
    }

    /// A composite's attributes are taken over by name.
    private static String using(Draft draft, Column before, Column after) {
        if (before.typeId() != null && before.typeId().kind() == Kind.DOMAIN) {
            String under =
                    UnderDomain.of(draft, before.typeId(), before, after)
                            .map(u -> u.using(after))
                            .orElse(null);
            if (under != null) return under;
        }
        if (Casts.isArray(before.type())
                || before.typeId() == null
                || before.typeId().kind() != Kind.COMPOSITE
                || !(draft.from.object(before.typeId()).orElse(null) instanceof CompositeType was)
                || !(draft.to.object(before.typeId()).orElse(null) instanceof CompositeType is))
            return Objects.requireNonNull(Casts.using(before, after, true));
        String column = after.name().quoted();
        String row =
                is.attributes().stream()
                        .map(a -> attribute(column, was, a))
                        .collect(Collectors.joining(", ", "ROW(", ")"));
        return "CASE WHEN %s IS NOT DISTINCT FROM NULL THEN NULL ELSE %s::%s END"
                .formatted(column, row, after.type());
    }

    /// A type of somebody's own may be swapped as well.
    private static String attribute(String column, CompositeType was, Attribute is) {
        Attribute old =
                was.attributes().stream()
                        .filter(a -> a.name().equals(is.name()))
                        .findFirst()
                        .orElse(null);
        if (old == null) return "NULL";
        String value = "(" + column + ")." + old.name().quoted();
        if (old.type().indexOf('.') >= 0) return value + "::text::" + is.type();
        return old.type().equals(is.type()) ? value : value + "::" + is.type();
    }

    /// Gives the standing one another name.
    static String begin(ObjectId type) {
        return "ALTER %s %s RENAME TO %s"
                .formatted(
                        word(type),
                        QualifiedName.of(type.schema(), type.name()).quoted(),
                        old(type).name().quoted());
    }

    static String end(ObjectId type) {
        return "DROP " + word(type) + " " + old(type).quoted();
    }

    private static String word(ObjectId type) {
        return type.kind() == Kind.DOMAIN ? "DOMAIN" : "TYPE";
    }

    private static QualifiedName old(ObjectId type) {
        String text = type.name();
        String kept = text.length() <= 45 ? text : text.substring(0, 45);
        return QualifiedName.of(type.schema(), kept + "__before_swap");
    }
}
