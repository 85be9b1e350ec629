package dev.sluice.server.windows;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A time in which nothing is rolled out, whatever the windows say; `environment` null is every
/// environment of the project.
public record Freeze(
        long id,
        @Nullable String environment,
        LocalDateTime from,
        LocalDateTime to,
        ZoneId zone,
        String reason,
        String by) {
    Span span() {
        return Span.between(from, to, zone);
    }

    boolean isOver(Instant at) {
        return !span().to().isAfter(at);
    }

    boolean isOf(String name) {
        return environment == null || environment.equals(name);
    }

    public String fromWords() {
        return Opening.words(span().from().atZone(zone));
    }

    public String toWords() {
        return Opening.words(span().to().atZone(zone));
    }
}
