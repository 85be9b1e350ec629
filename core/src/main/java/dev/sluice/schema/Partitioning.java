package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Read, not planned in this form of the catalog. `key` is pg_get_partkeydef() of a partitioned
/// table, `parent` and `bound` those of a partition, `inherits` the parents of plain inheritance in
/// order.
public record Partitioning(
        @Nullable String key,
        @Nullable QualifiedName parent,
        @Nullable String bound,
        List<QualifiedName> inherits) {
    public static final Partitioning NONE = new Partitioning(null, null, null, List.of());

    public Partitioning {
        inherits = List.copyOf(inherits);
    }

    /// All that the table is under, in order.
    public List<QualifiedName> parents() {
        return parent == null ? inherits : List.of(parent);
    }
}
