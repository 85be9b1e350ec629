package dev.sluice.rollout;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Named points at which a test can kill the process: `-Dsluice.crash=K07` or `K07:3` (the third
/// time it is passed), only with `-Dsluice.test=true`. Without the property a point costs one
/// comparison.
public final class Crash {
    private static final @Nullable String POINT = configured();
    private static final AtomicInteger LEFT = new AtomicInteger(times());

    private Crash() {}

    public static void at(String point) {
        if (POINT == null) return;
        refuseOutsideTests();
        if (POINT.equals(point) && LEFT.decrementAndGet() == 0) Runtime.getRuntime().halt(137);
    }

    /// Called when a process starts: a crash point must never be armed outside a test.
    public static void refuseOutsideTests() {
        if (System.getProperty("sluice.crash") != null && !Boolean.getBoolean("sluice.test"))
            throw new IllegalStateException(
                    "sluice.crash is set without sluice.test=true: crash points are for tests. Remove the property.");
    }

    private static @Nullable String configured() {
        String value = System.getProperty("sluice.crash");
        return value == null ? null : value.split(":", 2)[0];
    }

    private static int times() {
        String value = System.getProperty("sluice.crash", "");
        int colon = value.indexOf(':');
        return colon < 0 ? 1 : Integer.parseInt(value.substring(colon + 1));
    }
}
