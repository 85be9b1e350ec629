package dev.sluice.proof;

import dev.sluice.schema.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A table that stood before, whose rows a migration reads through while it keeps writers out, or
/// readers as well; `rewritten` where it writes them all anew. It takes as long as the table is
/// large.
public record Blocked(QualifiedName table, boolean readersToo, boolean rewritten) {
    /// Each table once, as bad as it ever was.
    static List<Blocked> all(List<Blocked> some, List<Blocked> more) {
        Map<QualifiedName, Blocked> worst = new TreeMap<>();
        for (List<Blocked> each : List.of(some, more))
            for (Blocked b : each)
                worst.merge(
                        b.table,
                        b,
                        (one, other) ->
                                new Blocked(
                                        one.table,
                                        one.readersToo || other.readersToo,
                                        one.rewritten || other.rewritten));
        return List.copyOf(worst.values());
    }
}
