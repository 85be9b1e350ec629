package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /// Names of a relation's columns by their numbers, `1 3`; 0 stands for an expression.
    List<Identifier> columns(long relation, @Nullable String numbers) {
        if (numbers == null || numbers.isEmpty()) return List.of();
        var columns = new ArrayList<Identifier>();
        for (String number : numbers.split(" ")) {
            ObjectId id = ids.get(new Address("pg_class", relation, Integer.parseInt(number)));
            if (id != null && id.kind() == Kind.COLUMN) columns.add(Identifier.of(id.member()));
        }
        return columns;
    }

    /// The member if it is known, else the object that it belongs to.
    @Nullable ObjectId find(String catalog, long oid, int subId) {
        ObjectId member = ids.get(new Address(catalog, oid, subId));
        return member != null || subId == 0 ? member : find(catalog, oid);
    }
}
