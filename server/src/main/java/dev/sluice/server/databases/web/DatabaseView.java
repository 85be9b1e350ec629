package dev.sluice.server.databases.web;

import dev.sluice.server.web.Badge;
import dev.sluice.server.web.WordLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of a database show.
public record DatabaseView(
        String href,
        String name,
        String environment,
        String project,
        String place,
        int major,
        String fingerprint,
        Badge badge,
        @Nullable DriftView drift) {

    public String shortFingerprint() {
        int colon = fingerprint.indexOf(':');
        int end = Math.min(fingerprint.length(), colon + 13);
        return fingerprint.substring(0, end);
    }

    public record OfProject(
            long id, String name, String environments, List<Row> rows, boolean mayRegister) {}

    /// A row of the list.
    public record Row(DatabaseView database, String last, @Nullable Instant lastAt) {}

    /// An open drift: what differs between the record and the live database, whose state has the
    /// fingerprint.
    public record DriftView(
            long id,
            Instant foundAt,
            List<WordLine> differences,
            String fingerprint,
            boolean mayAdopt,
            boolean mayRevert) {}

    public record Group(String kind, List<ObjectLine> objects) {}

    public record ObjectLine(
            String anchor,
            String name,
            @Nullable String comment,
            List<Row4> columns,
            List<String> texts) {}

    /// A column of a table: name, type, whether it may be null, default.
    public record Row4(String name, String type, String nullable, String value) {}

    public record HistoryLine(
            long id,
            String tag,
            Badge badge,
            @Nullable String changeHref,
            @Nullable Integer change,
            String by,
            Instant at,
            @Nullable String diffHref,
            boolean hasCatalog) {}
}
