package dev.sluice.source.catalog;

import dev.sluice.schema.ObjectId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which object an oid of a system catalog stands for.
final class Oids {
    private record Address(String catalog, long oid, int subId) {}

    private final Map<Address, ObjectId> ids = new HashMap<>();

    /// `catalog` is the system catalog's name: `pg_class`.
    void put(String catalog, long oid, ObjectId id) {
        ids.put(new Address(catalog, oid, 0), id);
    }

    void putMember(String catalog, long oid, int subId, ObjectId id) {
        ids.put(new Address(catalog, oid, subId), id);
    }

    @Nullable ObjectId find(String catalog, long oid) {
        return ids.get(new Address(catalog, oid, 0));
    }

    /// The member if it is known, else the object that it belongs to.
    @Nullable ObjectId find(String catalog, long oid, int subId) {
        ObjectId member = ids.get(new Address(catalog, oid, subId));
        return member != null || subId == 0 ? member : find(catalog, oid);
    }
}
