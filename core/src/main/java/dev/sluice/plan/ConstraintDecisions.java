package dev.sluice.plan;

import dev.sluice.diff.ConstraintDifference;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TableSql;

final class ConstraintDecisions {
    private ConstraintDecisions() {}

    static void decide(Draft draft, ConstraintDifference difference) {
        PieceId id = PieceId.self(difference.id());
        switch (difference) {
            case ConstraintDifference.Add _ -> draft.to.whole(id).forEach(draft::create);
            case ConstraintDifference.Drop _, ConstraintDifference.Replace _ -> draft.drop(id);
            case ConstraintDifference.Validate d ->
                    draft.alter(
                            new Alter(
                                    id,
                                    TableSql.alter(
                                            d.table(),
                                            "VALIDATE CONSTRAINT " + d.after().name().quoted()),
                                    "validate " + d.id().words(),
                                    ConstraintHazards.of(draft, d.table(), d.after())));
        }
    }
}
