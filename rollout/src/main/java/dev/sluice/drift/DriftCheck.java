package dev.sluice.drift;

import dev.sluice.schema.Catalog;
import java.util.List;
import java.util.function.UnaryOperator;

/// Compares a live catalog with its record.
public final class DriftCheck {
    private DriftCheck() {}

    public static Drift of(Catalog expected, Catalog live) {
        return of(expected, live, UnaryOperator.identity());
    }

    /// `settle` renders a catalog to scratch and reads it back: two printings of one expression, or
    /// the printings of two majors, are no difference.
    public static Drift of(Catalog expected, Catalog live, UnaryOperator<Catalog> settle) {
        throw new UnsupportedOperationException();
    }

    public static List<String> words(Drift drift) {
        return switch (drift) {
            case Drift.None _ -> List.of();
            case Drift.Found(List<String> differences) -> differences;
        };
    }
}
