package dev.sluice.server.windows;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A time of the week in which an environment may be rolled out to. `days` are those on which it
/// opens, Monday first; an `end` that is not after `start` is one of the next day.
public record Window(List<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
    /// A week, and another for an opening that the clock skips.
    private static final int LOOK_DAYS = 16;

    public Window {
        days = List.copyOf(new TreeSet<>(days));
        if (days.isEmpty()) throw new IllegalArgumentException("a window needs a day");
    }

    public boolean isPastMidnight() {
        return !end.isAfter(start);
    }

    /// `Sat, Sun 22:00 to 04:00 of the next day (Europe/Berlin)`.
    public String words() {
        return days.stream()
                        .map(d -> d.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        .collect(Collectors.joining(", "))
                + " %s to %s%s (%s)"
                        .formatted(start, end, isPastMidnight() ? " of the next day" : "", zone);
    }

    /// The opening that `at` is in; of two, the one that lasts longer.
    Optional<Span> around(Instant at) {
        return near(at, -2, 1).stream()
                .filter(s -> s.contains(at))
                .max(Comparator.comparing(Span::to));
    }

    Optional<Instant> opensAfter(Instant at) {
        return near(at, -1, LOOK_DAYS).stream()
                .map(Span::from)
                .filter(from -> from.isAfter(at))
                .min(Comparator.naturalOrder());
    }

    private List<Span> near(Instant at, int first, int last) {
        LocalDate day = at.atZone(zone).toLocalDate();
        var spans = new ArrayList<Span>();
        IntStream.rangeClosed(first, last)
                .mapToObj(day::plusDays)
                .filter(d -> days.contains(d.getDayOfWeek()))
                .map(this::on)
                .filter(s -> !s.isEmpty())
                .forEach(spans::add);
        return spans;
    }

    private Span on(LocalDate day) {
        return Span.between(
                day.atTime(start), day.plusDays(isPastMidnight() ? 1 : 0).atTime(end), zone);
    }
}
