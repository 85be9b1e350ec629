package dev.sluice.server.windows;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/// From an instant until just before another.
record Span(Instant from, Instant to) {
    /// Between two local times. What the clock skips begins and ends at the skip; what it shows
    /// twice is inside both times.
    static Span between(LocalDateTime from, LocalDateTime to, ZoneId zone) {
        return new Span(
                skip(from, zone, from.atZone(zone).withEarlierOffsetAtOverlap().toInstant()),
                skip(to, zone, to.atZone(zone).withLaterOffsetAtOverlap().toInstant()));
    }

    private static Instant skip(LocalDateTime local, ZoneId zone, Instant otherwise) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap() ? change.getInstant() : otherwise;
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
