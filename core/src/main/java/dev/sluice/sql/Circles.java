package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Types and views that need a function which needs them: its rows, or values.
final class Circles {
    private static final Set<Kind> SHELLED = Set.of(Kind.VIEW, Kind.BASE_TYPE, Kind.RANGE);

    private final Map<ObjectId, Set<ObjectId>> needs = new HashMap<>();

    /// By the type or view, the functions.
    private final Map<ObjectId, Set<ObjectId>> circles = new HashMap<>();

    Circles(Catalog catalog) {
        List<Dependency> candidates =
                catalog.dependencies().stream()
                        .filter(d -> d.dependent().kind() == Kind.FUNCTION)
                        .filter(d -> SHELLED.contains(d.on().kind()))
                        .toList();
        if (candidates.isEmpty()) return;
        for (Dependency d : catalog.dependencies())
            needs.computeIfAbsent(relation(d.dependent()), _ -> new HashSet<>())
                    .add(relation(d.on()));
        Map<ObjectId, Set<ObjectId>> byType =
                candidates.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Dependency::on,
                                        Collectors.mapping(
                                                Dependency::dependent, Collectors.toSet())));
        byType.forEach((type, functions) -> {
            functions.retainAll(neededBy(type));
            if (!functions.isEmpty()) circles.put(type, functions);
        });
    }

    boolean has(ObjectId type) {
        return circles.containsKey(type);
    }

    boolean has(ObjectId type, ObjectId function) {
        return circles.getOrDefault(type, Set.of()).contains(function);
    }

    private Set<ObjectId> neededBy(ObjectId id) {
        var seen = new HashSet<ObjectId>();
        var open = new ArrayDeque<ObjectId>(Set.of(id));
        while (!open.isEmpty())
            for (ObjectId n : needs.getOrDefault(open.poll(), Set.of()))
                if (seen.add(n)) open.add(n);
        return seen;
    }

    /// A column of a view is the view.
    private static ObjectId relation(ObjectId id) {
        return id.kind() == Kind.COLUMN ? new ObjectId(Kind.VIEW, id.schema(), id.name(), "") : id;
    }
}
