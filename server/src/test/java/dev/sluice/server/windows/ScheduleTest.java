package dev.sluice.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScheduleTest {
    /// What it is about | windows; | freezes; | now = answer; now = answer.
    private static final String TABLE =
            """
            no window is always open | | | 2026-12-05T20:59:00Z = open
            before and at a start | SATURDAY 22:00-04:00 Europe/Berlin | | 2026-12-05T20:59:00Z = window opens 2026-12-05T21:00:00Z; 2026-12-05T21:00:00Z = open until 2026-12-06T03:00:00Z
            past midnight and at an end | SATURDAY 22:00-04:00 Europe/Berlin | | 2026-12-06T02:59:59Z = open until 2026-12-06T03:00:00Z; 2026-12-06T03:00:00Z = window opens 2026-12-12T21:00:00Z
            two days that each pass midnight | FRIDAY,SATURDAY 23:30-00:30 Asia/Kolkata | | 2026-12-04T18:30:00Z = open until 2026-12-04T19:00:00Z; 2026-12-04T19:00:00Z = window opens 2026-12-05T18:00:00Z
            a start that spring skips | SUNDAY 02:30-04:00 Europe/Berlin | | 2027-03-28T00:30:00Z = window opens 2027-03-28T01:00:00Z; 2027-03-28T01:00:00Z = open until 2027-03-28T02:00:00Z
            an end that spring skips | SUNDAY 01:30-02:30 America/New_York | | 2027-03-14T06:45:00Z = open until 2027-03-14T07:00:00Z; 2027-03-14T07:00:00Z = window opens 2027-03-21T05:30:00Z
            a window that spring skips whole | SUNDAY 02:10-02:50 America/New_York | | 2027-03-14T06:00:00Z = window opens 2027-03-21T06:10:00Z
            half an hour of summer time | SUNDAY 02:15-03:00 Australia/Lord_Howe | | 2026-10-03T15:20:00Z = window opens 2026-10-03T15:30:00Z; 2026-10-03T15:30:00Z = open until 2026-10-03T16:00:00Z
            midnight that spring skips | SUNDAY 00:00-02:00 America/Havana | | 2027-03-14T04:59:00Z = window opens 2027-03-14T05:00:00Z; 2027-03-14T05:00:00Z = open until 2027-03-14T06:00:00Z
            the hour that autumn shows twice | SUNDAY 02:00-03:00 Europe/Berlin | | 2026-10-25T00:00:00Z = open until 2026-10-25T02:00:00Z; 2026-10-25T01:30:00Z = open until 2026-10-25T02:00:00Z
            edges inside the hour that autumn shows twice | SUNDAY 01:15-01:45 America/New_York | | 2026-11-01T05:15:00Z = open until 2026-11-01T06:45:00Z; 2026-11-01T06:20:00Z = open until 2026-11-01T06:45:00Z
            a day that was never | FRIDAY 10:00-12:00 Pacific/Apia | | 2011-12-30T05:00:00Z = window opens 2012-01-05T20:00:00Z
            out of a day that was never | FRIDAY 22:00-04:00 Pacific/Apia | | 2011-12-30T05:00:00Z = window opens 2011-12-30T10:00:00Z; 2011-12-30T11:00:00Z = open until 2011-12-30T14:00:00Z
            the leap day | TUESDAY 00:00-00:00 UTC | | 2028-02-28T23:59:00Z = window opens 2028-02-29T00:00:00Z; 2028-02-29T12:00:00Z = open until 2028-03-01T00:00:00Z
            adjacent windows are one | MONDAY 22:00-00:00 Asia/Kathmandu, TUESDAY 00:00-02:00 Asia/Kathmandu | | 2026-11-30T17:00:00Z = open until 2026-11-30T20:15:00Z
            windows of two zones | MONDAY 08:00-10:00 Asia/Tokyo, MONDAY 08:00-10:00 America/New_York | | 2026-11-30T00:30:00Z = open until 2026-11-30T01:00:00Z; 2026-11-30T02:00:00Z = window opens 2026-11-30T13:00:00Z
            every day round the clock never shuts | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY 05:00-05:00 Europe/Berlin | | 2026-11-30T00:30:00Z = open
            a freeze to come | | 2026-12-24T18:00>2027-01-04T08:00 Europe/Berlin | 2026-12-01T00:00:00Z = open until 2026-12-24T17:00:00Z; 2026-12-24T17:00:00Z = freeze opens 2027-01-04T07:00:00Z; 2027-01-04T07:00:00Z = open
            a freeze over the start of a window | SATURDAY 22:00-04:00 Europe/Berlin | 2026-12-05T20:00>2026-12-06T01:00 Europe/Berlin | 2026-12-05T18:30:00Z = window opens 2026-12-06T00:00:00Z; 2026-12-05T22:30:00Z = freeze opens 2026-12-06T00:00:00Z; 2026-12-06T00:00:00Z = open until 2026-12-06T03:00:00Z
            a freeze over the end of a window | SATURDAY 22:00-04:00 Europe/Berlin | 2026-12-06T01:00>2026-12-06T05:00 Europe/Berlin | 2026-12-05T22:30:00Z = open until 2026-12-06T00:00:00Z; 2026-12-06T00:00:00Z = freeze opens 2026-12-12T21:00:00Z
            freezes one after the other | | 2026-12-01T00:00>2026-12-02T00:00 UTC, 2026-12-02T00:00>2026-12-03T00:00 UTC | 2026-12-01T12:00:00Z = freeze opens 2026-12-03T00:00:00Z
            a freeze of years | SATURDAY 22:00-04:00 Europe/Berlin | 2026-12-01T00:00>2029-12-02T00:00 UTC | 2026-12-01T12:00:00Z = freeze never
            a freeze that autumn makes longer | | 2026-10-25T02:00>2026-10-25T02:30 Europe/Berlin | 2026-10-25T01:15:00Z = freeze opens 2026-10-25T01:30:00Z
            """;

    @TestFactory
    Stream<DynamicTest> windows_and_freezes_open_and_shut() {
        return TABLE.lines().map(ScheduleTest::row);
    }

    private static DynamicTest row(String line) {
        String[] cells = line.split("\\|");
        var schedule =
                new Schedule(
                        items(cells[1]).map(ScheduleTest::window).toList(),
                        items(cells[2]).map(ScheduleTest::freeze).toList());
        return DynamicTest.dynamicTest(
                cells[0].strip(),
                () -> {
                    for (String asked : cells[3].split(";")) {
                        String[] sides = asked.strip().split(" = ");
                        assertThat(words(schedule.at(Instant.parse(sides[0]))))
                                .as(sides[0])
                                .isEqualTo(sides[1]);
                    }
                });
    }

    private static Stream<String> items(String cell) {
        return Arrays.stream(cell.split(", ")).map(String::strip).filter(c -> !c.isEmpty());
    }

    private static Window window(String text) {
        String[] parts = text.split("[ -]", 3);
        String[] end = parts[2].split(" ");
        return new Window(
                Arrays.stream(parts[0].split(",")).map(DayOfWeek::valueOf).toList(),
                LocalTime.parse(parts[1]),
                LocalTime.parse(end[0]),
                ZoneId.of(end[1]));
    }

    private static Freeze freeze(String text) {
        String[] parts = text.split("[> ]");
        return new Freeze(
                1,
                null,
                LocalDateTime.parse(parts[0]),
                LocalDateTime.parse(parts[1]),
                ZoneId.of(parts[2]),
                "Christmas.",
                "ada");
    }

    private static String words(Opening opening) {
        return switch (opening) {
            case Opening.Open(var until) -> until == null ? "open" : "open until " + instant(until);
            case Opening.Shut(var gate, var _, var _, var opens) ->
                    gate + (opens == null ? " never" : " opens " + instant(opens));
        };
    }

    private static Instant instant(@Nullable ZonedDateTime at) {
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    @Test
    void a_sentence_says_when_it_opens_in_the_zone_of_the_window_and_with_the_offset() {
        var weekend = List.of(window("SATURDAY 22:00-04:00 Europe/Berlin"));
        var shut = new Schedule(weekend, List.of()).at(Instant.parse("2026-12-05T20:59:00Z"));
        assertThat(((Opening.Shut) shut).sentence("production"))
                .isEqualTo(
                        "production is outside of its maintenance windows. It opens next on"
                                + " Sat 5 Dec 2026 22:00 +01:00 (Europe/Berlin).");
        var frozen =
                new Schedule(
                                weekend,
                                List.of(freeze("2026-12-05T12:00>2026-12-06T09:00 Asia/Tokyo")))
                        .at(Instant.parse("2026-12-05T20:59:00Z"));
        assertThat(((Opening.Shut) frozen).sentence("production"))
                .isEqualTo(
                        "production is frozen until Sun 6 Dec 2026 09:00 +09:00 (Asia/Tokyo): Christmas."
                                + " It opens next on Sun 6 Dec 2026 01:00 +01:00 (Europe/Berlin).");
        var years =
                new Schedule(
                                List.of(),
                                List.of(freeze("2026-12-05T12:00>2029-12-06T09:00 Asia/Tokyo")))
                        .at(Instant.parse("2026-12-05T20:59:00Z"));
        assertThat(((Opening.Shut) years).sentence("production"))
                .contains("It never opens within the next 400 days.");
        assertThat(weekend.getFirst().words())
                .isEqualTo("Sat 22:00 to 04:00 of the next day (Europe/Berlin)");
    }
}
