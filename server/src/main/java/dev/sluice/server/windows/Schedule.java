package dev.sluice.server.windows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The windows and freezes of one environment. No window is always open, several are open inside
/// any of them, and a freeze shuts whatever they say. Knows no clock.
public record Schedule(List<Window> windows, List<Freeze> freezes) {
    static final int LOOK_DAYS = 400;

    public Schedule {
        windows = List.copyOf(windows);
        freezes = List.copyOf(freezes);
    }

    public Opening at(Instant now) {
        Optional<Freeze> frozen = frozen(now);
        if (frozen.isPresent())
            return new Opening.Shut(
                    "freeze",
                    frozen.get().span().to().atZone(frozen.get().zone()),
                    frozen.get().reason(),
                    opens(now));
        if (windows.isEmpty() || windowsEnd(now) != null) return new Opening.Open(shuts(now));
        ZonedDateTime opens = opens(now);
        return new Opening.Shut("window", opens, "", opens);
    }

    /// Of several the one that lasts longest.
    private Optional<Freeze> frozen(Instant at) {
        return freezes.stream()
                .filter(f -> f.span().contains(at))
                .max(Comparator.comparing(f -> f.span().to()));
    }

    /// The end of the windows that `at` is in; null outside of all.
    private @Nullable ZonedDateTime windowsEnd(Instant at) {
        return windows.stream()
                .flatMap(w -> w.around(at).stream().map(s -> s.to().atZone(w.zone())))
                .max(Comparator.comparing(ZonedDateTime::toInstant))
                .orElse(null);
    }

    /// The first instant from `now` on that is in a window and in no freeze: goes from the end of a
    /// freeze or the start of a window to the next.
    private @Nullable ZonedDateTime opens(Instant now) {
        Instant horizon = now.plus(Duration.ofDays(LOOK_DAYS));
        ZonedDateTime at = now.atZone(ZoneOffset.UTC);
        while (!at.toInstant().isAfter(horizon)) {
            Optional<Freeze> frozen = frozen(at.toInstant());
            if (frozen.isPresent()) {
                at = frozen.get().span().to().atZone(frozen.get().zone());
                continue;
            }
            ZonedDateTime end = windowsEnd(at.toInstant());
            if (windows.isEmpty() || end != null)
                return end == null ? at : at.withZoneSameInstant(end.getZone());
            Optional<ZonedDateTime> next = nextStart(at.toInstant());
            if (next.isEmpty()) return null;
            at = next.get();
        }
        return null;
    }

    private Optional<ZonedDateTime> nextStart(Instant after) {
        return windows.stream()
                .flatMap(w -> w.opensAfter(after).stream().map(s -> s.atZone(w.zone())))
                .min(Comparator.comparing(ZonedDateTime::toInstant));
    }

    /// Adjacent and overlapping windows are one; the first freeze ends it early.
    private @Nullable ZonedDateTime shuts(Instant now) {
        Optional<ZonedDateTime> freeze =
                freezes.stream()
                        .filter(f -> f.span().from().isAfter(now) && !f.span().isEmpty())
                        .map(f -> f.span().from().atZone(f.zone()))
                        .min(Comparator.comparing(ZonedDateTime::toInstant));
        ZonedDateTime end = lastEnd(now);
        if (freeze.isEmpty()) return end;
        return end == null || freeze.get().toInstant().isBefore(end.toInstant())
                ? freeze.get()
                : end;
    }

    private @Nullable ZonedDateTime lastEnd(Instant now) {
        Instant horizon = now.plus(Duration.ofDays(LOOK_DAYS));
        ZonedDateTime end = windowsEnd(now);
        for (ZonedDateTime more = end; more != null; more = windowsEnd(more.toInstant())) {
            if (more.toInstant().isAfter(horizon)) return null;
            end = more;
        }
        return end;
    }
}
