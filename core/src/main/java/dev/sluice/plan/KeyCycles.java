package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dropped tables whose foreign keys go round in a circle: no order of DROP TABLE works. Tables
/// that nothing points at are peeled off, one after the other; the keys between those that are left
/// go first.
final class KeyCycles {
    private record Key(PieceId id, QualifiedName to) {}

    private KeyCycles() {}

    static Set<PieceId> among(Pieces pieces, Set<PieceId> dropped) {
        Map<QualifiedName, List<Key>> keys = keys(pieces, dropped);
        Map<QualifiedName, Integer> pointers = new HashMap<>();
        keys.values().forEach(of -> of.forEach(k -> pointers.merge(k.to(), 1, Integer::sum)));
        var open = new ArrayDeque<QualifiedName>();
        keys.keySet().stream().filter(t -> !pointers.containsKey(t)).forEach(open::add);
        while (!open.isEmpty()) {
            List<Key> of = keys.remove(open.poll());
            if (of == null) continue;
            for (Key k : of) if (pointers.merge(k.to(), -1, Integer::sum) == 0) open.add(k.to());
        }
        var left = new HashSet<PieceId>();
        for (List<Key> of : keys.values())
            for (Key k : of) if (keys.containsKey(k.to())) left.add(k.id());
        return left;
    }

    /// The foreign keys of each dropped table that has any to another dropped one.
    private static Map<QualifiedName, List<Key>> keys(Pieces pieces, Set<PieceId> dropped) {
        Map<QualifiedName, List<Key>> keys = new HashMap<>();
        for (PieceId id : dropped) {
            if (id.object().kind() != Kind.TABLE) continue;
            if (!(pieces.object(id.object()).orElse(null) instanceof Table t)) continue;
            for (Constraint c : t.constraints()) {
                QualifiedName to = c.references();
                if (to == null || to.equals(t.name())) continue;
                if (!dropped.contains(PieceId.self(ObjectId.of(Kind.TABLE, to)))) continue;
                keys.computeIfAbsent(t.name(), _ -> new ArrayList<>())
                        .add(new Key(PieceId.self(ConstraintSql.id(t, c)), to));
            }
        }
        return keys;
    }
}
