package dev.sluice.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One schema state, read from a source by one PostgreSQL major. Objects are sorted by id; at most
/// one per id. Equality of catalogs as schemas is that of their [Fingerprint]s (column order of
/// tables and dependencies are no part of it).
public record Catalog(int major, List<SchemaObject> objects, Set<Dependency> dependencies) {
    public Catalog {
        var byId = new TreeMap<ObjectId, SchemaObject>();
        for (SchemaObject o : objects)
            if (byId.put(o.id(), o) != null)
                throw new IllegalArgumentException("twice in one catalog: " + o.id());
        objects = List.copyOf(byId.values());
        dependencies = Set.copyOf(dependencies);
    }

    public static Catalog empty(int major) {
        return new Catalog(major, List.of(), Set.of());
    }

    public Map<ObjectId, SchemaObject> byId() {
        var map = new TreeMap<ObjectId, SchemaObject>();
        objects.forEach(o -> map.put(o.id(), o));
        return map;
    }

    public <T extends SchemaObject> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Optional<SchemaObject> find(ObjectId id) {
        int low = 0;
        int high = objects.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = objects.get(middle).id().compareTo(id);
            if (order == 0) return Optional.of(objects.get(middle));
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return Optional.empty();
    }

    public Optional<Table> table(QualifiedName name) {
        return find(ObjectId.of(Kind.TABLE, name)).map(Table.class::cast);
    }
}
