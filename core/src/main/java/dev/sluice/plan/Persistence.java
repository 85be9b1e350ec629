package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// SET LOGGED and SET UNLOGGED of tables between which foreign keys stand: a logged table refers to
/// logged ones alone, at every moment (ATPrepChangePersistence of tablecmds.c).
final class Persistence {
    /// Of two tables that both change.
    record Order(PieceId first, PieceId then) {}

    /// A foreign key that stands before and after, to another table that changes as its own does.
    private record Link(PieceId key, QualifiedName other) {}

    private Persistence() {}

    /// A circle of foreign keys has no order: such a key is put back behind the change.
    static void breakCircles(Draft draft, Table table) {
        for (Link link : links(draft, table))
            if (reaches(draft, link.other(), table.name())) {
                draft.drop(link.key());
                draft.create(link.key());
            }
    }

    static List<Order> orders(Draft draft) {
        var orders = new ArrayList<Order>();
        for (PieceId id : draft.alters.keySet())
            if (id.object().kind() == Kind.TABLE
                    && draft.to.object(id.object()).orElse(null) instanceof Table table)
                for (Link link : links(draft, table)) {
                    if (draft.dropped.contains(link.key())) continue;
                    PieceId other = PieceId.self(ObjectId.of(Kind.TABLE, link.other()));
                    orders.add(table.unlogged() ? new Order(id, other) : new Order(other, id));
                }
        return orders;
    }

    private static List<Link> links(Draft draft, Table table) {
        if (!changes(draft, table.name())) return List.of();
        var links = new ArrayList<Link>();
        for (Constraint c : table.constraints()) {
            QualifiedName other = c.references();
            PieceId key = PieceId.self(ConstraintSql.id(table, c));
            if (other != null
                    && !other.equals(table.name())
                    && changes(draft, other)
                    && draft.from.find(key) != null) links.add(new Link(key, other));
        }
        return links;
    }

    private static boolean changes(Draft draft, QualifiedName name) {
        Table before = Columns.tableOf(draft.from, name).orElse(null);
        Table after = Columns.tableOf(draft.to, name).orElse(null);
        return before != null && after != null && before.unlogged() != after.unlogged();
    }

    private static boolean reaches(Draft draft, QualifiedName start, QualifiedName wanted) {
        var seen = new HashSet<QualifiedName>();
        var open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            QualifiedName at = open.poll();
            if (at.equals(wanted)) return true;
            if (seen.add(at))
                Columns.tableOf(draft.to, at)
                        .ifPresent(t -> links(draft, t).forEach(l -> open.add(l.other())));
        }
        return false;
    }
}
