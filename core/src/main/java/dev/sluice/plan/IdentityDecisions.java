package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Literal;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.PieceId;
import java.util.List;

/// GENERATED AS IDENTITY comes, goes or changes. A new counter starts behind the greatest value
/// that the column holds, so that serial → identity and back don't hand out values twice.
final class IdentityDecisions {
    private IdentityDecisions() {}

    static void decide(Draft draft, PieceId id, QualifiedName table, Column before, Column after) {
        Identity was = before.identity();
        Identity is = after.identity();
        if (was == null && is != null) add(draft, id, table, before, after, is);
        else if (was != null && is == null) drop(draft, id, table, after, was);
        else if (was != null && is != null) change(draft, id, table, after, was, is);
    }

    private static void add(
            Draft draft,
            PieceId id,
            QualifiedName table,
            Column before,
            Column after,
            Identity is) {
        if (!before.notNull())
            draft.alter(
                    new Alter(
                            id,
                            ColumnSql.alter(table, after.name(), "SET NOT NULL"),
                            "set " + id + " not null",
                            ColumnHazards.notNull(draft, table, after)));
        draft.alter(
                new Alter(
                        id,
                        ColumnSql.alter(table, after.name(), "ADD " + ColumnSql.identity(is)),
                        "make " + id + " an identity",
                        List.of(),
                        is.sequence(),
                        null));
        if (is.options().increment() > 0)
            draft.alter(
                    new Alter(
                            id,
                            advance(is.sequence(), table, after, is.options()),
                            "let the counter of " + id + " go on"));
    }

    /// First: only integers are identities.
    private static void drop(
            Draft draft, PieceId id, QualifiedName table, Column after, Identity was) {
        draft.alterFirst(
                new Alter(
                        id,
                        ColumnSql.alter(table, after.name(), "DROP IDENTITY"),
                        "make " + id + " a plain column",
                        List.of(),
                        null,
                        was.sequence()));
        if (!after.notNull())
            draft.alter(
                    new Alter(
                            id,
                            ColumnSql.alter(table, after.name(), "DROP NOT NULL"),
                            "make " + id + " nullable"));
    }

    private static void change(
            Draft draft, PieceId id, QualifiedName table, Column after, Identity was, Identity is) {
        if (was.always() != is.always())
            draft.alter(
                    new Alter(
                            id,
                            ColumnSql.alter(
                                    table,
                                    after.name(),
                                    "SET GENERATED " + (is.always() ? "ALWAYS" : "BY DEFAULT")),
                            "change the identity of " + id));
        if (!was.sequence().equals(is.sequence()))
            draft.alter(
                    new Alter(
                            id,
                            "ALTER SEQUENCE "
                                    + was.sequence().quoted()
                                    + " RENAME TO "
                                    + is.sequence().name().quoted(),
                            "rename the sequence of " + id,
                            List.of(),
                            is.sequence(),
                            was.sequence()));
        if (!was.options().equals(is.options()))
            draft.alter(
                    new Alter(
                            id,
                            ColumnSql.alter(
                                    table, after.name(), options(was.options(), is.options())),
                            "change the counter of " + id,
                            SequenceHazards.bounded(
                                    id.object(), is.sequence(), was.options(), is.options())));
    }

    /// All at once, so that no intermediate state is illegal.
    private static String options(SequenceOptions was, SequenceOptions is) {
        return "SET INCREMENT BY %d SET MINVALUE %d SET MAXVALUE %d SET START WITH %d SET CACHE %d SET %s"
                        .formatted(
                                is.increment(),
                                is.min(),
                                is.max(),
                                is.start(),
                                is.cache(),
                                is.cycle() ? "CYCLE" : "NO CYCLE")
                + (SequenceDecisions.restarts(was, is) ? " RESTART WITH " + is.start() : "");
    }

    static String advance(
            QualifiedName sequence, QualifiedName table, Column column, SequenceOptions options) {
        String max = "max(" + column.name().quoted() + ")";
        return "SELECT setval(%s, %s) FROM %s HAVING %s >= %d"
                .formatted(
                        Literal.quoted(sequence.quoted()).strip(),
                        max,
                        table.quoted(),
                        max,
                        options.min());
    }
}
