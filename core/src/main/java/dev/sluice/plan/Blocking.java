package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Index;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;

/// What PostgreSQL refuses to carry over a change of a column's type (ALTER TABLE: views, policies,
/// generated columns, triggers and functions that name the column; keys and checks whose operators
/// don't exist for the new type).
final class Blocking {
    private Blocking() {}

    /// `sameFamily`: foreign keys live on; `swap`: expressions name the old type.
    static void onRetype(Draft draft, PieceId column, boolean sameFamily, boolean swap) {
        for (PieceId d : draft.from.dependents(column)) {
            if (d.aspect() != Aspect.SELF) continue;
            switch (d.object().kind()) {
                case VIEW, MATERIALIZED_VIEW, POLICY, FUNCTION, TRIGGER -> draft.drop(d);
                case COLUMN -> column(draft, d);
                case CONSTRAINT -> constraint(draft, d, sameFamily, swap);
                case INDEX -> index(draft, d, swap);
                case UNSUPPORTED -> unsupported(draft, d, column);
                case RULE, PUBLICATION_MEMBER -> draft.drop(d);
                default -> {}
            }
        }
    }

    private static void column(Draft draft, PieceId id) {
        if (Columns.isGenerated(draft.from, id)) draft.drop(id);
    }

    private static void index(Draft draft, PieceId id, boolean swap) {
        if (swap
                && draft.from.object(id.object()).orElse(null) instanceof Index i
                && hasExpression(i)) draft.drop(id);
    }

    private static void constraint(Draft draft, PieceId id, boolean sameFamily, boolean swap) {
        Constraint c = Columns.constraint(draft.from, id.object()).orElse(null);
        if (c == null) return;
        if (c.kind() == ConstraintKind.FOREIGN_KEY && !sameFamily) draft.drop(id);
        boolean expression =
                c.kind() == ConstraintKind.CHECK || c.kind() == ConstraintKind.EXCLUSION;
        if (expression && swap) draft.drop(id);
    }

    /// More than plain columns: `(lower(x))`, `WHERE …`.
    static boolean hasExpression(Index i) {
        String keys = IndexText.of(i.definition()).rest();
        return i.predicate() != null || keys.indexOf('(', keys.indexOf('(') + 1) >= 0;
    }

    private static void unsupported(Draft draft, PieceId id, PieceId column) {
        draft.refuse(
                id
                        + " stands on "
                        + column
                        + ", whose type changes, and can't be put back: drop it by hand first"
                        + " (`generate --custom`)");
    }
}
