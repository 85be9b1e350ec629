package dev.sluice.plan;

import dev.sluice.diff.ColumnDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Generated;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.PieceId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Columns of tables that stand on both sides. Each difference of a column is decided on its own;
/// the order of several on one column is that of [dev.sluice.diff.Diff].
final class ColumnDecisions {
    private ColumnDecisions() {}

    static void decide(Draft draft, ColumnDifference difference) {
        PieceId id = PieceId.self(difference.id());
        if (Inherited.follows(draft, difference)) return;
        switch (difference) {
            case ColumnDifference.Add d -> {
                if (d.after().identity() != null && Inherited.hasChildren(draft, d.table()))
                    draft.refuse(
                            d.words()
                                    + "; PostgreSQL adds no identity column to a table that others"
                                    + " inherit from: add it without first");
                draft.to.whole(Columns.piece(d.table(), d.after().name())).forEach(draft::create);
                if (!d.after().local()
                        && !Inherited.comesWithParent(draft, draft.to, d.id())
                        && !Lending.lends(draft, d))
                    draft.overwrite(
                            id,
                            ColumnSql.add(
                                    d.table(),
                                    d.after(),
                                    true,
                                    d.after().notNull() ? " NOT NULL" : ""));
            }
            case ColumnDifference.Drop d -> {
                draft.drop(id);
                if (!d.before().local() && !Inherited.comesWithParent(draft, draft.from, d.id()))
                    draft.endings.put(id, ColumnSql.drop(d.table(), d.before().name()));
            }
            case ColumnDifference.ChangeType d -> type(draft, id, d);
            case ColumnDifference.ChangeGenerated d -> generated(draft, id, d);
            case ColumnDifference.ChangeDefault d ->
                    draft.property(Columns.defaultOf(d.table(), d.after().name()));
            case ColumnDifference.ChangeNotNull d -> notNull(draft, id, d);
            case ColumnDifference.ChangeIdentity d ->
                    IdentityDecisions.decide(draft, id, d.table(), d.before(), d.after());
            case ColumnDifference.ChangeStorage _ -> property(draft, id, Aspect.STORAGE);
            case ColumnDifference.ChangeCompression _ -> property(draft, id, Aspect.COMPRESSION);
            case ColumnDifference.ChangeStatistics _ -> property(draft, id, Aspect.STATISTICS);
            case ColumnDifference.ChangeOrigin d -> origin(draft, d);
        }
    }

    /// Where the table's parents change, the column is declared or inherited with that; only the
    /// column that a child declared stays so.
    private static void origin(Draft draft, ColumnDifference.ChangeOrigin d) {
        boolean moves =
                !Inherited.parents(draft.from, d.table())
                        .equals(Inherited.parents(draft.to, d.table()));
        boolean isGiven = Inherited.isPartition(draft.to, d.table()) || d.after().local();
        if (!moves || !isGiven)
            draft.refuse(
                    d.words()
                            + "; PostgreSQL has no statement for that: write this step by hand"
                            + " (`generate --custom`)");
    }

    private static void property(Draft draft, PieceId column, Aspect aspect) {
        draft.property(new PieceId(column.object(), aspect));
    }

    private static void type(Draft draft, PieceId id, ColumnDifference.ChangeType d) {
        Column before = d.before();
        Column after = d.after();
        if (before.generated() != null || after.generated() != null) {
            replace(draft, id, d.table(), before, after);
            return;
        }
        if (Inherited.isInPartitionKey(draft, id)) {
            draft.refuse(
                    d.words()
                            + "; it is in the partition key, so PostgreSQL refuses that: make a new"
                            + " table and move the rows by hand (`generate --custom`)");
            return;
        }
        if (movesWithExtension(draft, before, after)) return;
        Column was = UnderDomain.resolved(draft.from, before);
        Column is = UnderDomain.resolved(draft.to, after);
        boolean sameFamily = Casts.sameFamily(was, is);
        boolean text = before.type().equals(after.type());
        Blocking.onRetype(draft, id, sameFamily, !sameFamily);
        asStored(draft, id);
        boolean foreign =
                Columns.tableOf(draft.to, d.table()).map(t -> t.server() != null).orElse(false);
        String using = text || foreign ? null : Casts.using(was, is, false);
        if (using != null && is != after) using += "::" + after.type();
        boolean other = !Objects.equals(before.defaultExpression(), after.defaultExpression());
        if (before.defaultExpression() != null && !text && (!sameFamily || other))
            draft.drop(Columns.defaultOf(d.table(), after.name()));
        draft.alter(
                new Alter(
                        id,
                        retype(
                                d.table(),
                                after,
                                "TYPE "
                                        + after.type()
                                        + (after.collation() == null
                                                ? ""
                                                : " COLLATE " + after.collation())
                                        + (using == null ? "" : " USING " + using),
                                foreign),
                        d.words(),
                        ColumnHazards.retyped(draft, id, before, after, using)));
    }

    /// A type of an extension that moves to another schema is the same type there.
    private static boolean movesWithExtension(Draft draft, Column before, Column after) {
        if (before.typeId() == null
                || !before.typeId().equals(after.typeId())
                || !Objects.equals(before.collation(), after.collation())
                || !(draft.from.object(before.typeId()).orElse(null) instanceof Extension was)
                || !(draft.to.object(before.typeId()).orElse(null) instanceof Extension is))
            return false;
        return before.type()
                .replaceFirst("^" + schema(was), "")
                .equals(after.type().replaceFirst("^" + schema(is), ""));
    }

    /// How format_type() prints it in front of a name.
    private static String schema(Extension e) {
        return "\"?\\Q" + e.schema().text() + "\\E\"?\\.";
    }

    /// A change of type sets them back to what is usual for the new one.
    static void asStored(Draft draft, PieceId column) {
        for (Aspect a : List.of(Aspect.STORAGE, Aspect.COMPRESSION)) {
            var id = new PieceId(column.object(), a);
            if (draft.to.find(id) != null) draft.create(id);
        }
        Columns.tableOf(draft.to, Columns.table(column.object()))
                .ifPresent(table -> TableDecisions.keepToast(draft, table));
    }

    /// Beside a check, PostgreSQL can't change the expression of a virtual column (ALTER TABLE, SET
    /// EXPRESSION).
    private static boolean hasChecks(Draft draft, QualifiedName table) {
        return Stream.of(draft.from, draft.to)
                .flatMap(state -> Columns.tableOf(state, table).stream())
                .flatMap(t -> t.constraints().stream())
                .anyMatch(c -> c.kind() == ConstraintKind.CHECK);
    }

    private static void generated(Draft draft, PieceId id, ColumnDifference.ChangeGenerated d) {
        Generated before = d.before().generated();
        Generated after = d.after().generated();
        boolean sameType = d.before().type().equals(d.after().type());
        if (before != null && after == null && before.stored()) {
            draft.alter(new Alter(id, alter(d.table(), d.after(), "DROP EXPRESSION"), d.words()));
        } else if (before != null
                && after != null
                && before.stored() == after.stored()
                && sameType
                && draft.major() >= 17
                && (after.stored() || !hasChecks(draft, d.table()))) {
            draft.alter(
                    new Alter(
                            id,
                            alter(
                                    d.table(),
                                    d.after(),
                                    "SET EXPRESSION AS (" + after.expression() + ")"),
                            d.words(),
                            after.stored()
                                    ? List.of(ColumnHazards.rewritten(d.table(), d.after()))
                                    : List.of()));
        } else {
            replace(draft, id, d.table(), d.before(), d.after());
        }
    }

    /// Dropped and added: what it holds is computed, or lost with a hazard that says so.
    private static void replace(
            Draft draft, PieceId id, QualifiedName table, Column before, Column after) {
        draft.droppedOnPurpose.add(id);
        draft.drop(id);
        if (!before.local() && !Inherited.comesWithParent(draft, draft.from, id.object()))
            draft.endings.put(id, ColumnSql.drop(table, before.name()));
        if (!after.local() && !Inherited.comesWithParent(draft, draft.to, id.object()))
            draft.again.put(
                    id, ColumnSql.add(table, after, false, after.notNull() ? " NOT NULL" : ""));
    }

    private static void notNull(Draft draft, PieceId id, ColumnDifference.ChangeNotNull d) {
        boolean byIdentity = d.before().identity() == null && d.after().identity() != null;
        if (byIdentity) return;
        if (d.after().notNull())
            draft.alter(
                    new Alter(
                            id,
                            alter(d.table(), d.after(), "SET NOT NULL"),
                            d.words(),
                            ColumnHazards.notNull(draft, d.table(), d.after())));
        else if (d.before().identity() == null || d.after().identity() != null) {
            var drop = new Alter(id, alter(d.table(), d.after(), "DROP NOT NULL"), d.words());
            List<Alter> kept = Inherited.keepNotNull(draft, id, id);
            if (kept.isEmpty()) draft.alter(drop);
            else {
                // TYPE would name the constraints below as the one above (18)
                kept.forEach(draft::alterFirst);
                draft.alterFirst(drop);
            }
        }
    }

    static String alter(QualifiedName table, Column column, String what) {
        return ColumnSql.alter(table, column.name(), what);
    }

    /// ALTER TABLE can't do that to a foreign one.
    private static String retype(QualifiedName table, Column column, String what, boolean foreign) {
        String sql = alter(table, column, what);
        return foreign ? sql.replaceFirst("^ALTER TABLE", "ALTER FOREIGN TABLE") : sql;
    }
}
