package dev.sluice.drift;

import java.util.List;

/// Whether a database is what its record says.
public sealed interface Drift {
    record None() implements Drift {}

    /// Each difference in words, from the record to the live database; never empty.
    record Found(List<String> differences) implements Drift {
        public Found {
            differences = List.copyOf(differences);
        }
    }
}
