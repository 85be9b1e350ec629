package dev.sluice.server.databases.web;

import dev.sluice.server.Json;
import dev.sluice.server.web.WordLine;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The open drift of a database, as it is shown.
@Component
final class OpenDrift {
    private final JdbcClient jdbc;

    OpenDrift(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DatabaseView.DriftView> of(long databaseId) {
        return jdbc.sql("select * from drift where database_id = ? and state = 'open'")
                .param(databaseId)
                .query((row, n) ->
                        new DatabaseView.DriftView(
                                row.getLong("id"),
                                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                                WordLine.of(Json.texts(row.getString("differences"))),
                                false))
                .optional();
    }
}
