package dev.sluice.source.catalog;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which object an oid of a system catalog stands for.
final class Oids {
    private final Map<String, Map<Long, ObjectId>> ids = new HashMap<>();

    /// `catalog` is the system catalog's name: `pg_class`.
    void put(String catalog, long oid, ObjectId id) {
        putMember(catalog, oid, 0, id);
    }

    void putMember(String catalog, long oid, int subId, ObjectId id) {
        ids.computeIfAbsent(catalog, _ -> new HashMap<>()).put(key(oid, subId), id);
    }

    @Nullable ObjectId find(String catalog, long oid) {
        return member(catalog, oid, 0);
    }

    private @Nullable ObjectId member(String catalog, long oid, int subId) {
        Map<Long, ObjectId> known = ids.get(catalog);
        return known == null ? null : known.get(key(oid, subId));
    }

    /// An oid has 32 bits, the number of a column 16.
    private static long key(long oid, int subId) {
        return oid << 16 | subId & 0xffff;
    }

    /// The name of a table, view or materialized view that was read; not that of one that an
    /// extension made.
    @Nullable QualifiedName relation(long oid) {
        ObjectId id = find("pg_class", oid);
        if (id == null) return null;
        return switch (id.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> QualifiedName.of(id.schema(), id.name());
            default -> null;
        };
    }

    /// Names of a relation's columns by their numbers, `1 3`; 0 stands for an expression.
    List<Identifier> columns(long relation, @Nullable String numbers) {
        if (numbers == null || numbers.isEmpty()) return List.of();
        var columns = new ArrayList<Identifier>();
        for (String number : numbers.split(" ")) {
            ObjectId id = member("pg_class", relation, Integer.parseInt(number));
            if (id != null && id.kind() == Kind.COLUMN) columns.add(Identifier.of(id.member()));
        }
        return columns;
    }

    /// The member if it is known, else the object that it belongs to.
    @Nullable ObjectId find(String catalog, long oid, int subId) {
        ObjectId member = member(catalog, oid, subId);
        return member != null || subId == 0 ? member : find(catalog, oid);
    }
}
