package dev.sluice.server.drift;

import java.util.List;

/// How a live database differs from its record, in words; empty when it does not. `id` is that of
/// the open drift, 0 for none; `fingerprint` that of the live state, empty where there is no drift.
public record DriftReport(long id, String fingerprint, List<String> differences) {
    public static final DriftReport NONE = new DriftReport(0, "", List.of());

    public DriftReport {
        differences = List.copyOf(differences);
    }
}
