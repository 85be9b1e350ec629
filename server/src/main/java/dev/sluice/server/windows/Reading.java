package dev.sluice.server.windows;

import dev.sluice.server.identity.Refusal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what somebody wrote; all that is wrong is said at once, each with the name of its field.
final class Reading {
    private static final int MOST = 50;
    private static final int LONGEST_REASON = 500;

    private final List<String> problems = new ArrayList<>();

    static List<Window> windows(@Nullable List<@Nullable NewWindow> wanted) {
        if (wanted == null) throw new Refusal("windows: is missing. An empty list is always open.");
        if (wanted.size() > MOST)
            throw new Refusal("windows: an environment has at most %d.".formatted(MOST));
        var reading = new Reading();
        var read = new ArrayList<Window>();
        for (int i = 0; i < wanted.size(); i++)
            reading.window(
                            wanted.size() == 1 ? "" : "windows[%d].".formatted(i),
                            Objects.requireNonNullElse(
                                    wanted.get(i), new NewWindow(null, null, null, null)))
                    .ifPresent(read::add);
        reading.refuse();
        return read;
    }

    private Optional<Window> window(String at, NewWindow w) {
        List<DayOfWeek> days = days(at + "days", w.days());
        LocalTime start = time(at + "start", w.start());
        LocalTime end = time(at + "end", "24:00".equals(w.end()) ? "00:00" : w.end());
        ZoneId zone = zone(at + "zone", w.zone());
        return days.isEmpty() || start == null || end == null || zone == null
                ? Optional.empty()
                : Optional.of(new Window(days, start, end, zone));
    }

    /// Without its number.
    static Freeze freeze(NewFreeze wanted, List<String> environments, Instant now, String by) {
        var reading = new Reading();
        String environment = blankToNull(wanted.environment());
        if (environment != null && !environments.contains(environment))
            reading.problems.add(
                    "environment: there is no \"%s\" in this project.".formatted(environment));
        LocalDateTime from = reading.moment("from", wanted.from());
        LocalDateTime to = reading.moment("to", wanted.to());
        ZoneId zone = reading.zone("zone", wanted.zone());
        String reason = Objects.requireNonNullElse(wanted.reason(), "").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON)
            reading.problems.add(
                    "reason: a freeze needs one, of at most %d characters."
                            .formatted(LONGEST_REASON));
        reading.refuse();
        var freeze =
                new Freeze(
                        0,
                        environment,
                        Objects.requireNonNull(from),
                        Objects.requireNonNull(to),
                        Objects.requireNonNull(zone),
                        reason,
                        by);
        if (freeze.span().isEmpty()) throw new Refusal("to: it has to come after `from`.");
        if (freeze.isOver(now)) throw new Refusal("to: it has gone by already.");
        return freeze;
    }

    private List<DayOfWeek> days(String field, @Nullable List<@Nullable String> words) {
        var days = new ArrayList<DayOfWeek>();
        for (String word : words == null ? List.<String>of() : words)
            read(field, word, Reading::day, "a day as mon or monday").ifPresent(days::add);
        if (words == null || words.isEmpty())
            problems.add(field + ": a window needs at least one day.");
        return days;
    }

    private static DayOfWeek day(String word) {
        String wanted = word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(d -> d.name().equals(wanted) || d.name().substring(0, 3).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new DateTimeException(word));
    }

    private @Nullable LocalTime time(String field, @Nullable String text) {
        return read(field, text, Reading::minute, "a time as 22:00").orElse(null);
    }

    private static LocalTime minute(String text) {
        LocalTime time = LocalTime.parse(text.strip());
        if (time.getSecond() + time.getNano() > 0) throw new DateTimeException(text);
        return time;
    }

    private @Nullable LocalDateTime moment(String field, @Nullable String text) {
        return read(
                        field,
                        text,
                        t -> LocalDateTime.parse(t.strip()),
                        "a local time as 2026-12-24T18:00")
                .orElse(null);
    }

    private @Nullable ZoneId zone(String field, @Nullable String text) {
        return read(field, text, Reading::region, "a time zone as Europe/Berlin or UTC")
                .orElse(null);
    }

    /// Names only: an offset knows no summer time.
    private static ZoneId region(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text.strip())) throw new DateTimeException(text);
        return ZoneId.of(text.strip());
    }

    private <T> Optional<T> read(
            String field, @Nullable String text, Function<String, T> parse, String wanted) {
        if (text == null || text.isBlank()) {
            problems.add("%s: %s is missing.".formatted(field, wanted));
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (DateTimeException e) {
            problems.add(
                    "%s: \"%s\" is not %s."
                            .formatted(
                                    field,
                                    text.length() > 40 ? text.substring(0, 40) + "…" : text,
                                    wanted));
            return Optional.empty();
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private void refuse() {
        if (!problems.isEmpty())
            throw new Refusal(String.join(" ", problems) + " Nothing was changed.");
    }
}
