package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What may have been renamed: something that the folder declared and the source no longer does,
/// beside something new of the same kind that looks like it. Only where rows are at stake: tables,
/// columns, enums and their labels.
final class RenameCandidates {
    private final Catalog from;
    private final Catalog declared;
    private final Set<ObjectId> lastDeclared;
    private final List<Rename> found = new ArrayList<>();

    private RenameCandidates(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        this.from = from;
        this.lastDeclared = lastDeclared;
        this.declared = declared;
    }

    /// All three are those after the renames that are already decided.
    static List<Rename> of(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        var candidates = new RenameCandidates(from, lastDeclared, declared);
        candidates.tables();
        candidates.enums();
        return candidates.found;
    }

    private void tables() {
        List<Table> gone = from.all(Table.class).stream().filter(t -> isGone(t.id())).toList();
        for (Table t : declared.all(Table.class)) {
            var before = from.table(t.name());
            if (before.isPresent()) columns(before.get(), t);
            else
                for (Table g : gone)
                    if (areAlike(g, t)) found.add(new Rename.OfTable(g.name(), t.name()));
        }
    }

    private static boolean areAlike(Table one, Table other) {
        long same =
                one.columns().stream()
                        .filter(c ->
                                other.column(c.name())
                                        .filter(o -> o.type().equals(c.type()))
                                        .isPresent())
                        .count();
        return same * 2 >= Math.max(one.columns().size(), other.columns().size());
    }

    private void columns(Table before, Table after) {
        for (Column c : after.columns()) {
            if (before.column(c.name()).isPresent()) continue;
            for (Column g : before.columns())
                if (after.column(g.name()).isEmpty()
                        && lastDeclared.contains(
                                ObjectId.member(Kind.COLUMN, before.name(), g.name()))
                        && base(g).equals(base(c))
                        && (g.generated() == null) == (c.generated() == null))
                    found.add(
                            new Rename.OfColumn(new ColumnName(before.name(), g.name()), c.name()));
        }
    }

    /// Without length and precision: a renamed column may get these too.
    private static String base(Column column) {
        return column.type().replaceAll("\\(.*?\\)", "");
    }

    private void enums() {
        List<EnumType> gone =
                from.all(EnumType.class).stream().filter(e -> isGone(e.id())).toList();
        for (EnumType e : declared.all(EnumType.class)) {
            var before = from.find(e.id());
            if (before.isPresent()) labels((EnumType) before.get(), e);
            else
                for (EnumType g : gone)
                    if (g.labels().stream().filter(e.labels()::contains).count() * 2
                            >= g.labels().size()) found.add(new Rename.OfEnum(g.name(), e.name()));
        }
    }

    /// A label replaced at its own place.
    private void labels(EnumType before, EnumType after) {
        if (before.labels().size() != after.labels().size()) return;
        for (int i = 0; i < before.labels().size(); i++) {
            String old = before.labels().get(i);
            String label = after.labels().get(i);
            if (!after.labels().contains(old) && !before.labels().contains(label))
                found.add(new Rename.OfLabel(before.name(), old, label));
        }
    }

    private boolean isGone(ObjectId id) {
        return lastDeclared.contains(id) && declared.find(id).isEmpty();
    }
}
