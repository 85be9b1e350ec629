package dev.sluice.plan;

import dev.sluice.diff.EnumDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TypeSql;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Labels of enums. PostgreSQL can only add one; all else is a swap of the type: the old one gets
/// another name, a new one is made, every column moves over, the old one is dropped.
final class EnumDecisions {
    private EnumDecisions() {}

    static void decide(Draft draft, EnumDifference.ChangeLabels d, boolean mustSwap) {
        if (d.onlyAdds() && !mustSwap) add(draft, d);
        else swap(draft, d);
    }

    private static void add(Draft draft, EnumDifference.ChangeLabels d) {
        var labels = new ArrayList<>(d.before().labels());
        String type = d.after().name().quoted();
        for (int i = 0; i < d.after().labels().size(); i++) {
            String label = d.after().labels().get(i);
            if (labels.contains(label)) continue;
            String place = "";
            if (i < labels.size()) place = " BEFORE " + TypeSql.label(labels.get(i));
            labels.add(i, label);
            draft.alter(
                    new Alter(
                            PieceId.self(d.id()),
                            "ALTER TYPE " + type + " ADD VALUE " + TypeSql.label(label) + place,
                            "add label '" + label + "' to " + d.id().words(),
                            List.of(EnumHazards.added(d.id(), label))));
        }
    }

    private static void swap(Draft draft, EnumDifference.ChangeLabels d) {
        PieceId type = PieceId.self(d.id());
        draft.swaps.add(d.id());
        draft.keepsAll(d.id());
        draft.dropped.add(type);
        draft.created.add(type);
        draft.property(new PieceId(d.id(), Aspect.COMMENT));
        for (PieceId dependent : draft.from.dependents(type)) {
            if (dependent.aspect() == Aspect.COMMENT) continue;
            switch (dependent.object().kind()) {
                case COLUMN -> column(draft, dependent, d);
                case DOMAIN, COMPOSITE, UNSUPPORTED ->
                        draft.refuse(
                                dependent
                                        + " is made of "
                                        + d.id().words()
                                        + ", whose labels can't be changed in place: write this"
                                        + " step by hand (`generate --custom`)");
                case SCHEMA,
                        EXTENSION,
                        ENUM,
                        SEQUENCE,
                        TABLE,
                        VIEW,
                        MATERIALIZED_VIEW,
                        FUNCTION,
                        INDEX,
                        DEFAULT,
                        CONSTRAINT,
                        TRIGGER,
                        POLICY ->
                        draft.drop(dependent);
            }
        }
    }

    private static void column(Draft draft, PieceId column, EnumDifference.ChangeLabels d) {
        Column before = Columns.find(draft.from, column.object()).orElseThrow();
        Column after = Columns.find(draft.to, column.object()).orElse(null);
        QualifiedName table = Columns.table(column.object());
        if (before.generated() != null) {
            draft.drop(column);
            return;
        }
        if (Inherited.isInPartitionKey(draft, column)) {
            draft.refuse(
                    d.words()
                            + "; "
                            + column
                            + " is in the partition key, so PostgreSQL refuses to move it: make a"
                            + " new table and move the rows by hand (`generate --custom`)");
            return;
        }
        Blocking.onRetype(draft, column, false, true);
        draft.drop(Columns.defaultOf(table, before.name()));
        if (after == null || !after.type().equals(before.type()) || !after.local()) return;
        draft.alter(
                new Alter(
                        column,
                        ColumnSql.alter(
                                table,
                                after.name(),
                                "TYPE "
                                        + after.type()
                                        + " USING "
                                        + Casts.using(before, after, true)),
                        "move " + column + " to the new labels",
                        EnumHazards.moved(table, after, d)));
    }

    /// The statements that stand in for CREATE TYPE.
    static List<String> begin(EnumType after) {
        return List.of(
                "ALTER TYPE "
                        + after.name().quoted()
                        + " RENAME TO "
                        + old(after.name()).name().quoted(),
                TypeSql.create(after.name(), after.labels()));
    }

    static String end(ObjectId type) {
        return "DROP TYPE " + old(QualifiedName.of(type.schema(), type.name())).quoted();
    }

    private static QualifiedName old(QualifiedName name) {
        String text = name.name().text();
        String kept = text.length() <= 45 ? text : text.substring(0, 45);
        return QualifiedName.of(name.schema().text(), kept + "__before_swap");
    }

    /// Whether the plan uses a label that it adds: PostgreSQL refuses that in one transaction.
    static boolean usesAdded(Draft draft, EnumDifference.ChangeLabels d) {
        for (PieceId id : draft.created) {
            if (id.object().kind() == Kind.ENUM) continue;
            String sql = draft.overwrites.getOrDefault(id, draft.to.piece(id).create());
            for (String label : d.added()) if (names(sql, label, d.after().name())) return true;
        }
        return draft.alters.keySet().stream().anyMatch(id -> becomes(draft, id.object(), d.id()));
    }

    /// A column that held something else and will hold this type.
    private static boolean becomes(Draft draft, ObjectId column, ObjectId type) {
        Column after = Columns.find(draft.to, column).orElse(null);
        Column before = Columns.find(draft.from, column).orElse(null);
        return after != null
                && before != null
                && type.equals(after.typeId())
                && !type.equals(before.typeId());
    }

    /// PostgreSQL prints a label as `'new'::public.status`, in an array as `'{new}'::public.…[]`.
    private static boolean names(String sql, String label, QualifiedName type) {
        String cast =
                "::\"?"
                        + Pattern.quote(type.schema().text())
                        + "\"?\\.\"?"
                        + Pattern.quote(type.name().text())
                        + "\"?";
        String text = Pattern.quote(label.replace("'", "''"));
        return Pattern.compile("'" + text + "'" + cast).matcher(sql).find()
                || Pattern.compile("'\\{[^']*\\b" + text + "\\b[^']*\\}'" + cast)
                        .matcher(sql)
                        .find();
    }
}
