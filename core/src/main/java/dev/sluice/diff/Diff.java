package dev.sluice.diff;

import dev.sluice.schema.Catalog;
import java.util.List;

/// What differs between two schema states. Column order of tables, dependencies and versions of
/// extensions are no differences. Deterministic: objects by id, what hangs on one in a fixed order.
public final class Diff {
    private Diff() {}

    public static List<Difference> between(Catalog from, Catalog to) {
        return List.of();
    }
}
