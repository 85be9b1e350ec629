package dev.sluice.drift;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import java.util.List;
import java.util.function.UnaryOperator;

/// Compares a live catalog with its record. Two hashes never decide that there is drift: only
/// differences in words do.
public final class DriftCheck {
    private DriftCheck() {}

    public static Drift of(Catalog expected, Catalog live) {
        return of(expected, live, UnaryOperator.identity());
    }

    /// `settle` renders a catalog to scratch and reads it back, both sides on one major: two
    /// printings of one expression, or the printings of two majors, are no difference.
    public static Drift of(Catalog expected, Catalog live, UnaryOperator<Catalog> settle) {
        if (same(expected, live)) return new Drift.None();
        Catalog settledExpected = settle.apply(expected);
        Catalog settledLive = settle.apply(live);
        if (same(settledExpected, settledLive)) return new Drift.None();
        List<String> words = words(settledExpected, settledLive);
        if (!words.isEmpty()) return new Drift.Found(words);
        return settledExpected.major() == settledLive.major()
                ? new Drift.Found(
                        List.of(
                                "something differs that has no words yet; compare the two with `sluice inspect --format json`"))
                : new Drift.None();
    }

    private static boolean same(Catalog one, Catalog other) {
        if (one.major() == other.major() && one.objects().equals(other.objects())) return true;
        return Fingerprint.of(one).equals(Fingerprint.of(other));
    }

    private static List<String> words(Catalog expected, Catalog live) {
        return Diff.between(expected, live).stream().map(Difference::words).toList();
    }
}
