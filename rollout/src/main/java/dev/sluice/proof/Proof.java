package dev.sluice.proof;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.QualifiedName;
import java.util.List;
import java.util.Set;

/// What was tried on scratch: up from `from` gave `to`, down from there gave `from` again.
/// `reasons` say what is missing for WITH_ROWS, each a whole sentence. `writtenTables` are those
/// whose rows the up statements write: their way back restores the schema, not the data. `gone`
/// goes with its rows; `blocked` are read through while others wait. `unfilled` could not be given
/// rows.
public record Proof(
        Verdict verdict,
        List<String> reasons,
        Catalog from,
        Catalog to,
        Set<QualifiedName> writtenTables,
        List<Blocked> blocked,
        Gone gone,
        List<QualifiedName> unfilled,
        long upMillis,
        long downMillis) {
    public enum Verdict {
        /// Ran both ways over rows; every column that stood throughout kept its values.
        WITH_ROWS,
        /// The schema goes there and back; the reasons say what of the data is not proven.
        FOR_SCHEMA,
        NOT_PROVEN;

        public String words() {
            return switch (this) {
                case WITH_ROWS -> "proven with rows";
                case FOR_SCHEMA -> "proven for the schema";
                case NOT_PROVEN -> "not proven";
            };
        }
    }

    public Proof {
        reasons = List.copyOf(reasons);
        writtenTables = Set.copyOf(writtenTables);
        blocked = List.copyOf(blocked);
        unfilled = List.copyOf(unfilled);
    }
}
