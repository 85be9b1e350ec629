package dev.sluice.server.changes;

import dev.sluice.author.OnlineRun;
import dev.sluice.server.Json;
import dev.sluice.server.releases.ReleaseStrategy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/// From rows to changes and what they hold.
final class ChangeRows {
    private ChangeRows() {}

    static Change change(ResultSet row, int n) throws SQLException {
        return new Change(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getInt("number"),
                row.getString("title"),
                row.getString("ref"),
                row.getLong("author_id"),
                row.getString("author"),
                row.getString("kind"),
                ChangeState.of(row.getString("state")),
                row.getString("reason"),
                row.getObject("drift_id", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static Revision revision(ResultSet row, int n) throws SQLException {
        return new Revision(
                row.getLong("id"),
                row.getLong("change_id"),
                row.getInt("number"),
                row.getObject("release_id", Long.class),
                row.getInt("base"),
                ReleaseStrategy.of(row.getString("strategy")),
                row.getString("digest"),
                Json.list(row.getString("predecessors"), Integer.class),
                row.getLong("editor_id"),
                row.getString("editor"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static RevisionTarget target(ResultSet row, Map<Long, List<TargetMigration>> migrations)
            throws SQLException {
        return new RevisionTarget(
                row.getLong("id"),
                row.getInt("ordinal"),
                row.getLong("environment_id"),
                row.getString("environment"),
                row.getLong("database_id"),
                row.getString("database"),
                row.getInt("position"),
                row.getString("expected_fingerprint"),
                migrations.getOrDefault(row.getLong("id"), List.of()));
    }

    static TargetMigration migration(ResultSet row) throws SQLException {
        return new TargetMigration(
                row.getString("digest"),
                row.getString("tag"),
                row.getString("drizzle_hash"),
                row.getLong("drizzle_when"),
                row.getString("text"),
                Json.texts(row.getString("statements")),
                Json.list(row.getString("forms"), OnlineRun.Form.class),
                Json.textsOrNull(row.getString("down")),
                row.getString("chain"));
    }
}
