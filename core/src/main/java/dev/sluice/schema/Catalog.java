package dev.sluice.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One schema state, read from a source by one PostgreSQL major. Objects are sorted by id; at most
/// one per id. Dependencies are sorted, each once. Equality of catalogs as schemas is that of their
/// [Fingerprint]s (column order of tables and dependencies are no part of it).
public record Catalog(int major, List<SchemaObject> objects, List<Dependency> dependencies) {
    public Catalog {
        objects = inOrder(objects);
        dependencies = inOrderOnce(dependencies);
    }

    private record Known(ObjectId id, SchemaObject object) implements Comparable<Known> {
        @Override
        public int compareTo(Known other) {
            return id.compareTo(other.id);
        }
    }

    private static List<SchemaObject> inOrder(List<SchemaObject> objects) {
        if (isInOrder(objects)) return List.copyOf(objects);
        List<Known> known = objects.stream().map(o -> new Known(o.id(), o)).sorted().toList();
        for (int i = 1; i < known.size(); i++)
            if (known.get(i - 1).id().equals(known.get(i).id()))
                throw new IllegalArgumentException("twice in one catalog: " + known.get(i).id());
        return known.stream().map(Known::object).toList();
    }

    /// There are several of each object, and whoever reads them in order finds each object once.
    private static List<Dependency> inOrderOnce(List<Dependency> dependencies) {
        boolean inOrder = true;
        for (int i = 1; inOrder && i < dependencies.size(); i++)
            inOrder = dependencies.get(i - 1).compareTo(dependencies.get(i)) < 0;
        if (inOrder) return List.copyOf(dependencies);
        Dependency[] all = dependencies.toArray(new Dependency[0]);
        Arrays.parallelSort(all);
        int kept = 0;
        for (Dependency d : all) if (kept == 0 || !all[kept - 1].equals(d)) all[kept++] = d;
        return List.of(Arrays.copyOf(all, kept));
    }

    private static boolean isInOrder(List<SchemaObject> objects) {
        ObjectId last = null;
        for (SchemaObject o : objects) {
            ObjectId id = o.id();
            if (last != null && last.compareTo(id) >= 0) return false;
            last = id;
        }
        return true;
    }

    public static Catalog empty(int major) {
        return new Catalog(major, List.of(), List.of());
    }

    /// In the order of the ids.
    public Map<ObjectId, SchemaObject> byId() {
        Map<ObjectId, SchemaObject> map = LinkedHashMap.newLinkedHashMap(objects.size());
        objects.forEach(o -> map.put(o.id(), o));
        return map;
    }

    /// Without owners and grants.
    public Catalog withoutAccess() {
        return new Catalog(
                major,
                objects.stream().filter(o -> !o.id().kind().isAccess()).toList(),
                dependencies);
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
