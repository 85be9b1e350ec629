package dev.sluice.server.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times for people: relative in the line, absolute in UTC on hover and in print.
public final class Times {
    private static final DateTimeFormatter ABSOLUTE =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    public static String absolute(Instant at) {
        return ABSOLUTE.format(at);
    }

    public static String day(Instant at) {
        return DAY.format(at);
    }

    public static String relative(Instant at) {
        long seconds = Duration.between(at, Instant.now()).toSeconds();
        if (seconds < 0) {
            return ahead(-seconds);
        }
        if (seconds < 45) {
            return "just now";
        }
        return seconds < 14 * 86_400L ? amount(seconds) + " ago" : day(at);
    }

    private static String ahead(long seconds) {
        return "in " + amount(Math.max(seconds, 60));
    }

    private static String amount(long seconds) {
        if (seconds < 3_600) {
            return Math.max(1, seconds / 60) + " min";
        }
        return seconds < 2 * 86_400L ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }

    /// `0.02 s`, `1.9 s`, `2 min 5 s`.
    public static String took(long millis) {
        if (millis == 0) {
            return "< 1 ms";
        }
        if (millis < 10_000) {
            return String.format(
                    Locale.ROOT, millis < 1_000 ? "%.3f s" : "%.1f s", millis / 1000.0);
        }
        return millis < 60_000
                ? millis / 1000 + " s"
                : millis / 60_000 + " min " + millis % 60_000 / 1000 + " s";
    }
}
