package dev.sluice.plan;

import dev.sluice.diff.EnumDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TypeSql;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Labels of enums. PostgreSQL can only add one; all else is a [TypeSwap].
final class EnumDecisions {
    private EnumDecisions() {}

    static void decide(Draft draft, EnumDifference.ChangeLabels d, boolean mustSwap) {
        if (d.onlyAdds() && !mustSwap) add(draft, d);
        else if (d.onlyAdds() && isBound(draft, d))
            draft.refuse(
                    d.words()
                            + "; a partition is made for a new label, which PostgreSQL allows only"
                            + " once the label is committed: add the label in a migration of its"
                            + " own first");
        else TypeSwap.swap(draft, d.id());
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

    /// Whether a partition that comes, of a table with a key of this type, is for an added label.
    private static boolean isBound(Draft draft, EnumDifference.ChangeLabels d) {
        for (Table t : draft.to.catalog().all(Table.class)) {
            QualifiedName parent = t.partitioning().parent();
            String bound = t.partitioning().bound();
            if (parent == null || bound == null) continue;
            if (d.added().stream().noneMatch(l -> bound.contains(TypeSql.label(l)))) continue;
            Table above = Columns.tableOf(draft.to, parent).orElseThrow();
            if (above.columns().stream().anyMatch(c -> d.id().equals(c.typeId()))) return true;
        }
        return false;
    }

    /// Whether the plan uses a label that it adds: PostgreSQL refuses that in one transaction.
    static boolean usesAdded(Draft draft, EnumDifference.ChangeLabels d) {
        if (isBound(draft, d)) return true;
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
