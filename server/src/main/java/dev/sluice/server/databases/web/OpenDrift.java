package dev.sluice.server.databases.web;

import dev.sluice.server.Json;
import dev.sluice.server.databases.Database;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.web.WordLine;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The open drift of a database, as it is shown.
@Component
final class OpenDrift {
    private final JdbcClient jdbc;
    private final Rights rights;

    OpenDrift(JdbcClient jdbc, Rights rights) {
        this.jdbc = jdbc;
        this.rights = rights;
    }

    Optional<DatabaseView.DriftView> of(Actor reader, Database at) {
        return jdbc.sql("select * from drift where database_id = ? and state = 'open'")
                .param(at.id())
                .query((row, n) ->
                        new DatabaseView.DriftView(
                                row.getLong("id"),
                                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                                WordLine.of(Json.texts(row.getString("differences"))),
                                row.getString("fingerprint_live"),
                                rights.has(reader, Right.ADMIN, at.projectId(), at.environmentId()),
                                rights.has(reader, Right.CHANGE, at.projectId())))
                .optional();
    }
}
