package dev.sluice.plan;

import dev.sluice.diff.ConstraintDifference;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.TableSql;

final class ConstraintDecisions {
    private ConstraintDecisions() {}

    static void decide(Draft draft, ConstraintDifference difference) {
        PieceId id = PieceId.self(difference.id());
        switch (difference) {
            case ConstraintDifference.Add d -> {
                draft.to.whole(id).forEach(draft::create);
                TakenIndex.taking(draft, d.table(), d.after())
                        .ifPresent(sql -> draft.overwrite(id, sql));
                if (isOwnThough(draft, draft.to, d.after(), d.id()))
                    draft.overwrite(id, ConstraintSql.add(d.table(), d.after()));
            }
            case ConstraintDifference.Drop d -> {
                draft.drop(id);
                if (isOwnThough(draft, draft.from, d.before(), d.id()))
                    draft.endings.put(id, ConstraintSql.drop(d.table(), d.before().name()));
            }
            case ConstraintDifference.Replace d -> {
                if (!changesWithParents(draft, d))
                    KeyInPlace.change(draft, d)
                            .ifPresentOrElse(
                                    sql ->
                                            draft.alter(
                                                    new Alter(
                                                            id,
                                                            sql,
                                                            d.words(),
                                                            KeyInPlace.hazards(draft, d))),
                                    () -> draft.drop(id));
            }
            case ConstraintDifference.Validate d ->
                    draft.alter(
                            new Alter(
                                    id,
                                    TableSql.alter(
                                            d.table(),
                                            "VALIDATE CONSTRAINT " + d.after().name().quoted()),
                                    "validate " + d.id().words(),
                                    ConstraintHazards.of(draft, d.table(), d.after())));
            case ConstraintDifference.NameNotNull d -> rename(draft, d);
        }
    }

    /// Once the column is not null, by a name that PostgreSQL makes up.
    private static void rename(Draft draft, ConstraintDifference.NameNotNull d) {
        QualifiedName of = QualifiedName.of(d.id().schema(), d.id().name());
        PieceId subject = d.column() == null ? PieceId.self(d.id()) : Columns.piece(of, d.column());
        draft.alter(
                new Alter(
                        subject,
                        "ALTER %s %s RENAME CONSTRAINT %s TO %s"
                                .formatted(
                                        d.id().kind(),
                                        of.quoted(),
                                        d.before().quoted(),
                                        d.after().quoted()),
                        d.words()));
    }

    /// What the last parent gave is the table's own once it lets go; a partition's own becomes its
    /// parent's when it joins.
    private static boolean changesWithParents(Draft draft, ConstraintDifference.Replace d) {
        Constraint was = d.before();
        Constraint is = d.after();
        if (was.local() == is.local()
                || !was.definition().equals(is.definition())
                || was.validated() != is.validated()) return false;
        return is.local()
                ? Inherited.isLetGo(draft, d.id())
                : !Inherited.isGiven(draft.from, d.id())
                        && Inherited.isPartition(draft.to, d.table());
    }

    /// Inherited, from a parent that the table gets or lets go only now.
    private static boolean isOwnThough(Draft draft, Pieces pieces, Constraint c, ObjectId id) {
        return !c.local()
                && !ConstraintSql.ownsIndex(c)
                && !Inherited.comesWithParent(draft, pieces, id);
    }
}
