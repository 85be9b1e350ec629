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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Dropped tables whose foreign keys go round in a circle: no order of DROP TABLE works.
final class KeyCycles {
    private final Map<QualifiedName, Set<QualifiedName>> points = new HashMap<>();

    private KeyCycles() {}

    static Set<PieceId> among(Pieces pieces, Set<PieceId> dropped) {
        var cycles = new KeyCycles();
        var tables = new HashSet<Table>();
        for (PieceId id : dropped)
            if (id.object().kind() == Kind.TABLE)
                pieces.object(id.object()).map(Table.class::cast).ifPresent(tables::add);
        for (Table t : tables)
            for (Constraint c : t.constraints())
                if (c.references() != null && !c.references().equals(t.name()))
                    cycles.points
                            .computeIfAbsent(t.name(), _ -> new HashSet<>())
                            .add(c.references());
        var keys = new HashSet<PieceId>();
        for (Table t : tables)
            for (Constraint c : t.constraints())
                if (c.references() != null
                        && !c.references().equals(t.name())
                        && dropped.contains(PieceId.self(ObjectId.of(Kind.TABLE, c.references())))
                        && cycles.reaches(c.references(), t.name()))
                    keys.add(PieceId.self(ConstraintSql.id(t, c)));
        return keys;
    }

    private boolean reaches(QualifiedName start, QualifiedName goal) {
        var seen = new HashSet<QualifiedName>();
        var open = new ArrayDeque<QualifiedName>();
        open.add(start);
        while (!open.isEmpty()) {
            QualifiedName at = open.poll();
            if (at.equals(goal)) return true;
            if (seen.add(at)) open.addAll(points.getOrDefault(at, Set.of()));
        }
        return false;
    }
}
