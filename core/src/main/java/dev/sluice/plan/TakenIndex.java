package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TableSql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A unique index of which a key of the same name is made: the key takes it as it is, with all that
/// stands on it. <https://www.postgresql.org/docs/18/sql-altertable.html>, ADD
/// table_constraint_using_index.
final class TakenIndex {
    private static final Pattern KEY =
            Pattern.compile(
                    "(UNIQUE|PRIMARY KEY)( NULLS NOT DISTINCT)? (\\(.*\\))( DEFERRABLE.*)?");

    private TakenIndex() {}

    /// Whether the index goes on inside a key; its comment is the index's own and goes.
    static boolean isTaken(Draft draft, ObjectId id) {
        if (!(draft.from.object(id).orElse(null) instanceof Index index)) return false;
        Table table = Columns.tableOf(draft.to, index.table()).orElse(null);
        if (table == null || !index.name().schema().equals(table.name().schema())) return false;
        boolean taken =
                table.constraint(index.name().name())
                        .flatMap(c -> taking(draft, table.name(), c))
                        .isPresent();
        if (taken) draft.property(new PieceId(id, Aspect.COMMENT));
        return taken;
    }

    /// The statement that makes the key of an index that stands.
    static Optional<String> taking(Draft draft, QualifiedName table, Constraint c) {
        var index = ObjectId.of(Kind.INDEX, new QualifiedName(table.schema(), c.name()));
        if (!ConstraintSql.ownsIndex(c)
                || c.kind() == ConstraintKind.EXCLUSION
                || draft.to.object(index).isPresent()
                || !(draft.from.object(index).orElse(null) instanceof Index i)
                || !i.table().equals(table)
                || !i.unique()
                || !i.valid()
                || i.parent() != null
                || isPartitioned(draft, table)) return Optional.empty();
        Matcher m = KEY.matcher(c.definition());
        if (!m.matches()) return Optional.empty();
        String nulls = m.group(2) == null ? "" : m.group(2);
        if (!i.definition().endsWith(" USING btree " + m.group(3) + nulls)) return Optional.empty();
        return Optional.of(
                TableSql.alter(
                        table,
                        "ADD CONSTRAINT "
                                + c.name().quoted()
                                + " "
                                + m.group(1)
                                + " USING INDEX "
                                + c.name().quoted()
                                + (m.group(4) == null ? "" : m.group(4))));
    }

    /// An index that has to go after all is no more to be taken.
    static void settle(Draft draft) {
        for (PieceId id : draft.dropped)
            if (id.object().kind() == Kind.INDEX
                    && id.aspect() == Aspect.SELF
                    && draft.from.object(id.object()).orElse(null) instanceof Index i)
                draft.overwrites.remove(
                        PieceId.self(ObjectId.member(Kind.CONSTRAINT, i.table(), i.name().name())));
    }

    private static boolean isPartitioned(Draft draft, QualifiedName table) {
        return Columns.tableOf(draft.from, table)
                .map(t -> t.partitioning().key() != null || t.partitioning().parent() != null)
                .orElse(true);
    }
}
