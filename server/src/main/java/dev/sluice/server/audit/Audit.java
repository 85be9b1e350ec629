package dev.sluice.server.audit;

import dev.sluice.server.identity.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads the trail. An event stands exactly when its action does: [#record] refuses to
/// run outside a transaction. Writers queue behind one advisory lock until their commit, because a
/// chain has one end.
@Component
public final class Audit {
    private static final long LOCK = 0x536C7563_41756474L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// `action` is a verb of the product in dots, `change.approved`; `subject` names the thing as a
    /// person would, `#142 rev 3`. Details never hold a secret: the caller picks them.
    public void record(
            Actor actor,
            String action,
            @Nullable Long projectId,
            String subject,
            Map<String, ?> detail) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "an audit event needs the transaction of its action: " + action);
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query((row, n) -> 0).list();
        Link last =
                jdbc.sql("SELECT seq, row_hash FROM audit_event ORDER BY seq DESC LIMIT 1")
                        .query((row, n) -> new Link(row.getLong(1), row.getString(2)))
                        .optional()
                        .orElse(new Link(0, AuditHash.START));
        insert(
                hashed(
                        new AuditEvent(
                                last.seq + 1,
                                Instant.now().truncatedTo(ChronoUnit.MICROS),
                                actor.personId(),
                                actor.name(),
                                actor.tokenId(),
                                action,
                                projectId,
                                subject,
                                JSON.writeValueAsString(new TreeMap<>(detail)),
                                last.hash,
                                "")));
    }

    /// Newest first, from before `before` on; `projects` null means all, events of no project too.
    public List<AuditEvent> page(@Nullable List<Long> projects, long before, int limit) {
        return jdbc.sql(
                        """
                        SELECT * FROM audit_event WHERE seq < :before
                        AND (:all OR project_id = ANY (:projects)) ORDER BY seq DESC LIMIT :limit
                        """)
                .param("before", before)
                .param("all", projects == null)
                .param("projects", projects == null ? new Long[0] : projects.toArray(Long[]::new))
                .param("limit", limit)
                .query(Audit::event)
                .list();
    }

    /// What happened to one subject, oldest first: the activity of a change.
    public List<AuditEvent> of(long projectId, String subject) {
        return jdbc.sql(
                        "SELECT * FROM audit_event WHERE project_id = ? AND subject = ? ORDER BY seq")
                .param(projectId)
                .param(subject)
                .query(Audit::event)
                .list();
    }

    /// The whole chain from its first event, for export and verification.
    public List<AuditEvent> chain(long after, int limit) {
        return jdbc.sql("SELECT * FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?")
                .param(after)
                .param(limit)
                .query(Audit::event)
                .list();
    }

    private void insert(AuditEvent e) {
        jdbc.sql(
                        """
                        INSERT INTO audit_event (seq, at, person_id, person, token_id, action, project_id,
                                subject, detail, prev_hash, row_hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(e.seq())
                .param(OffsetDateTime.ofInstant(e.at(), ZoneOffset.UTC))
                .param(e.personId())
                .param(e.person())
                .param(e.tokenId())
                .param(e.action())
                .param(e.projectId())
                .param(e.subject())
                .param(e.detail())
                .param(e.prevHash())
                .param(e.rowHash())
                .update();
    }

    private static AuditEvent hashed(AuditEvent e) {
        return new AuditEvent(
                e.seq(),
                e.at(),
                e.personId(),
                e.person(),
                e.tokenId(),
                e.action(),
                e.projectId(),
                e.subject(),
                e.detail(),
                e.prevHash(),
                AuditHash.of(
                        Long.toString(e.seq()),
                        e.atText(),
                        Long.toString(e.personId()),
                        e.person(),
                        text(e.tokenId()),
                        e.action(),
                        text(e.projectId()),
                        e.subject(),
                        e.detail(),
                        e.prevHash()));
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }

    private static AuditEvent event(ResultSet row, int n) throws SQLException {
        return new AuditEvent(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("person_id"),
                row.getString("person"),
                row.getObject("token_id", Long.class),
                row.getString("action"),
                row.getObject("project_id", Long.class),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("prev_hash"),
                row.getString("row_hash"));
    }

    private record Link(long seq, String hash) {}
}
