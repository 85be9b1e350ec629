package dev.sluice.server.drift;

import java.util.List;

/// How a live database differs from its record, in words; empty when it does not. `id` is that of
/// the open drift, 0 for none.
public record DriftReport(long id, List<String> differences) {
    public DriftReport {
        differences = List.copyOf(differences);
    }
}
