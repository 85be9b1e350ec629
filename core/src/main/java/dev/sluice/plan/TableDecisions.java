package dev.sluice.plan;

import dev.sluice.diff.TableDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TableSql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

final class TableDecisions {
    /// Types of which each column wants TOAST, as it is usually stored.
    private static final Set<String> LONG = Set.of("text", "bytea", "json", "jsonb", "xml");

    private TableDecisions() {}

    static void decide(Draft draft, TableDifference difference) {
        PieceId id = PieceId.self(difference.id());
        switch (difference) {
            case TableDifference.ChangeRowSecurity _ ->
                    draft.property(new PieceId(difference.id(), Aspect.ROW_SECURITY));
            case TableDifference.ChangeForceRowSecurity _ ->
                    draft.property(new PieceId(difference.id(), Aspect.FORCE_ROW_SECURITY));
            case TableDifference.ChangeReplicaIdentity _ ->
                    draft.property(new PieceId(difference.id(), Aspect.REPLICA_IDENTITY));
            case TableDifference.ChangeLogged d -> {
                alter(
                        draft,
                        id,
                        d.after(),
                        d.after().unlogged() ? "SET UNLOGGED" : "SET LOGGED",
                        List.of(TableHazards.rewritten(difference.id(), "")));
                keepToast(draft, d.after());
                SequenceDecisions.followed(draft, id, d.after());
                Persistence.breakCircles(draft, d.after());
            }
            case TableDifference.ChangeOptions d -> options(draft, id, d);
            case TableDifference.ChangeAccessMethod d -> {
                keepToast(draft, d.after());
                if (draft.major() < 15)
                    draft.refuse(
                            d.words()
                                    + "; PostgreSQL can't change that before 15: make a new table"
                                    + " by hand (`generate --custom`)");
                else
                    alter(
                            draft,
                            id,
                            d.after(),
                            "SET ACCESS METHOD " + accessMethod(d.after()),
                            List.of(TableHazards.rewritten(difference.id(), "")));
            }
            case TableDifference.ChangePartitioning d -> partitioning(draft, d);
            case TableDifference.ChangeServer _ -> draft.drop(id);
        }
    }

    private static void options(Draft draft, PieceId id, TableDifference.ChangeOptions d) {
        var changed = new TreeSet<>(d.before().options());
        changed.addAll(d.after().options());
        for (String o : changed)
            if (TableSql.isToast(o)
                    && d.before().options().contains(o) != d.after().options().contains(o))
                draft.property(TableSql.toast(d.id(), o));
        options(own(d.before()), own(d.after()))
                .forEach(o -> alter(draft, id, d.after(), o, List.of()));
    }

    /// A table that is written anew while no column wants TOAST forgets the parameters of it.
    static void keepToast(Draft draft, Table table) {
        List<Column> before =
                Columns.tableOf(draft.from, table.name()).map(Table::columns).orElse(List.of());
        boolean isWanted =
                table.columns().stream()
                        .filter(before::contains)
                        .anyMatch(c -> LONG.contains(c.type()) && c.storage() == null);
        if (isWanted) return;
        for (String option : table.options())
            if (TableSql.isToast(option)) draft.create(TableSql.toast(table.id(), option));
    }

    private static List<String> own(Table table) {
        return table.options().stream().filter(o -> !TableSql.isToast(o)).toList();
    }

    /// A table is attached to its parents and detached from them; its own key stays.
    private static void partitioning(Draft draft, TableDifference.ChangePartitioning d) {
        Partitioning was = d.before().partitioning();
        Partitioning is = d.after().partitioning();
        if (!Objects.equals(was.key(), is.key())) {
            draft.refuse(
                    d.words()
                            + "; PostgreSQL can't change how a table is partitioned: make a new"
                            + " table and move the rows by hand (`generate --custom`)");
            return;
        }
        if (was.parent() != null
                && !was.parent().equals(is.parent())
                && Inherited.leavesParts(draft, was.parent())
                && !MovingParts.areSaid(draft.from, d.before())) {
            draft.refuse(
                    d.words()
                            + "; PostgreSQL leaves it the keys and indexes of "
                            + was.parent()
                            + " by names of its own: detach it and drop or rename them by hand"
                            + " (`generate --custom`)");
            return;
        }
        if (!Objects.equals(was.parent(), is.parent()) || !Objects.equals(was.bound(), is.bound()))
            again(draft, new PieceId(d.id(), Aspect.PARTITION));
        if (was.inherits().equals(is.inherits())) return;
        var parents = new LinkedHashSet<QualifiedName>(was.inherits());
        parents.addAll(is.inherits());
        boolean inOrder = isInOrder(d);
        for (QualifiedName parent : parents)
            if (!inOrder || was.inherits().contains(parent) != is.inherits().contains(parent))
                again(draft, TableSql.inherits(d.after(), parent));
    }

    private static boolean isInOrder(TableDifference.ChangePartitioning d) {
        List<QualifiedName> is = d.after().partitioning().inherits();
        List<QualifiedName> kept =
                d.before().partitioning().inherits().stream().filter(is::contains).toList();
        return is.subList(0, kept.size()).equals(kept);
    }

    /// Once all is decided: what a parent gave is the table's own once that lets go, and stays so
    /// under another, unless it is made anew.
    static void refuseGiven(Draft draft, TableDifference.ChangePartitioning d) {
        if (d.after().partitioning().parent() != null) return;
        boolean inOrder = isInOrder(d);
        d.after().columns().stream()
                .filter(c -> !c.local())
                .filter(c -> d.before().column(c.name()).filter(b -> !b.local()).isPresent())
                .filter(c -> !inOrder || !Inherited.staysBelow(draft, d.after().name(), c))
                .map(c -> Columns.piece(d.after().name(), c.name()))
                .filter(c -> !draft.dropped.contains(c))
                .forEach(c ->
                        draft.refuse(
                                c
                                        + ": inherited from another parent; PostgreSQL has no"
                                        + " statement for that: write this step by hand (`generate"
                                        + " --custom`)"));
    }

    private static void again(Draft draft, PieceId id) {
        draft.drop(id);
        if (draft.to.find(id) != null) draft.create(id);
    }

    private static String accessMethod(Table t) {
        return Identifier.of(t.accessMethod() == null ? "heap" : t.accessMethod()).quoted();
    }

    private static void alter(
            Draft draft, PieceId id, Table table, String what, List<Hazard> hazards) {
        draft.alter(
                new Alter(
                        id,
                        TableSql.alter(table.name(), what),
                        "alter " + id + ": " + what.toLowerCase(Locale.ROOT),
                        hazards));
    }

    /// `SET (…)` and `RESET (…)` that lead from one list of `name=value` to the other.
    static List<String> options(List<String> before, List<String> after) {
        List<String> set = after.stream().filter(o -> !before.contains(o)).toList();
        List<String> kept = after.stream().map(TableSql::name).toList();
        List<String> reset =
                before.stream().map(TableSql::name).filter(n -> !kept.contains(n)).toList();
        var sql = new ArrayList<String>();
        if (!set.isEmpty()) sql.add("SET (" + TableSql.list(set) + ")");
        if (!reset.isEmpty()) sql.add("RESET (" + String.join(", ", reset) + ")");
        return sql;
    }
}
