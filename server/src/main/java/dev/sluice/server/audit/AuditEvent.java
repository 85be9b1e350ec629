package dev.sluice.server.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// One fact of the trail. `detail` is JSON as text, because the hash covers its bytes. `at` counts
/// whole microseconds, as the table does.
public record AuditEvent(
        long seq,
        Instant at,
        long personId,
        String person,
        @Nullable Long tokenId,
        String action,
        @Nullable Long projectId,
        String subject,
        String detail,
        String prevHash,
        String rowHash) {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    String atText() {
        return MICROS.format(at);
    }
}
