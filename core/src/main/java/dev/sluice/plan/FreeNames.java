package dev.sluice.plan;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Pieces;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names that are free for what a plan builds for a moment.
final class FreeNames {
    private final Draft draft;
    private @Nullable Set<String> before;
    private @Nullable Set<String> after;

    FreeNames(Draft draft) {
        this.draft = draft;
    }

    boolean isTakenBefore(QualifiedName relation) {
        Set<String> names = before;
        if (names == null) before = names = all(draft.from);
        return names.contains(PieceNames.relation(relation));
    }

    boolean isTaken(QualifiedName relation) {
        Set<String> names = after;
        if (names == null) after = names = all(draft.to);
        return isTakenBefore(relation) || names.contains(PieceNames.relation(relation));
    }

    private static Set<String> all(Pieces pieces) {
        var names = new HashSet<String>();
        pieces.ids().forEach(id -> names.addAll(PieceNames.of(pieces, id)));
        return names;
    }

    /// A name in the schema of `relation` that neither side has: `relation_label`.
    QualifiedName beside(QualifiedName relation, String label) {
        for (int n = 0; ; n++) {
            var name =
                    new QualifiedName(
                            relation.schema(),
                            Identifier.madeUp(
                                    relation.name().text(), "", label + (n == 0 ? "" : n)));
            if (!isTaken(name)) return name;
        }
    }

    /// For a constraint that says that a column holds no null: the name that PostgreSQL makes up,
    /// as long as the table has none of that name.
    Identifier notNull(Table from, Table to, Identifier column) {
        for (int n = 0; ; n++) {
            Identifier name =
                    Identifier.madeUp(
                            from.name().name().text(),
                            column.text(),
                            "not_null" + (n == 0 ? "" : n));
            if (from.constraint(name).isEmpty() && to.constraint(name).isEmpty()) return name;
        }
    }
}
