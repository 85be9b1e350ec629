package dev.sluice.server.identity;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The answer to "may this actor do that", read from the database on each call, so that a removed
/// member or a revoked token is out at once. Administrators see every project; a member sees their
/// own; a token has the narrower of its scopes and its person's rights.
@Component
public final class Rights {
    private static final Set<String> OF_MEMBERS =
            Set.of(
                    Right.PUBLIC,
                    Right.READ,
                    Right.CHANGE,
                    Right.APPROVE,
                    Right.ROLLOUT,
                    Right.ACCOUNT);

    private final JdbcClient jdbc;

    Rights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether the actor holds the right anywhere; says nothing of a project.
    public boolean has(Actor actor, String right) {
        if (right.equals(Right.PUBLIC) || actor.isSystem()) {
            return true;
        }
        return isActive(actor)
                && (right.equals(Right.BREAK_GLASS)
                        ? breaksGlass(actor)
                        : OF_MEMBERS.contains(right) || isAdministrator(actor))
                && tokenAllows(actor, right);
    }

    /// Goes on only when the actor holds the right in this project: [NotFound] for a project that
    /// is not theirs, [Forbidden] for a right that they lack there.
    public void need(Actor actor, String right, long projectId) {
        if (actor.isSystem()) {
            return;
        }
        if (!sees(actor, projectId)) {
            throw new NotFound("There is no such thing, or it is not in one of your projects.");
        }
        need(actor, right);
    }

    /// Goes on only when the actor holds the right.
    public void need(Actor actor, String right) {
        if (!has(actor, right)) {
            throw new Forbidden(
                    actor.tokenId() == null
                            ? "This needs the right \"%s\". An administrator can do it."
                                    .formatted(right)
                            : "This token lacks the scope \"%s\". Make one that has it, or sign in."
                                    .formatted(right));
        }
    }

    /// For what belongs to no project (new projects, people, the trail): a token that is bound to
    /// one project does not reach there.
    public void needEverywhere(Actor actor, String right) {
        need(actor, right);
        if (isBound(actor))
            throw new Forbidden(
                    "This token is for one project only. Make one for every project, or sign in.");
    }

    private boolean isBound(Actor actor) {
        return actor.tokenId() != null
                && jdbc.sql("SELECT count(*) FROM token WHERE id = ? AND project_id IS NOT NULL")
                                .param(actor.tokenId())
                                .query(Long.class)
                                .single()
                        > 0;
    }

    public boolean sees(Actor actor, long projectId) {
        return actor.isSystem()
                || jdbc.sql(
                                        """
                                        SELECT count(*) FROM person p
                                        WHERE p.id = :person AND p.disabled_at IS NULL
                                        AND (p.administrator OR EXISTS (SELECT FROM project_member m
                                                WHERE m.person_id = p.id AND m.project_id = :project))
                                        AND (CAST(:token AS bigint) IS NULL OR EXISTS (SELECT FROM token t
                                                WHERE t.id = :token AND (t.project_id IS NULL OR t.project_id = :project)))
                                        """)
                                .param("person", actor.personId())
                                .param("project", projectId)
                                .param("token", actor.tokenId())
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /// The ids of the projects that the actor sees, for lists.
    public List<Long> projects(Actor actor) {
        if (actor.isSystem()) {
            return jdbc.sql("SELECT id FROM project ORDER BY id")
                    .query((row, n) -> row.getLong(1))
                    .list();
        }
        return jdbc.sql(
                        """
                        SELECT j.id FROM project j JOIN person p ON p.id = :person AND p.disabled_at IS NULL
                        WHERE (p.administrator OR EXISTS (SELECT FROM project_member m
                                WHERE m.person_id = p.id AND m.project_id = j.id))
                        AND (CAST(:token AS bigint) IS NULL OR EXISTS (SELECT FROM token t
                                WHERE t.id = :token AND (t.project_id IS NULL OR t.project_id = j.id)))
                        ORDER BY j.id
                        """)
                .param("person", actor.personId())
                .param("token", actor.tokenId())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    public boolean isAdministrator(Actor actor) {
        return actor.isSystem()
                || jdbc.sql(
                                        "SELECT count(*) FROM person WHERE id = ? AND administrator AND disabled_at IS NULL")
                                .param(actor.personId())
                                .query(Long.class)
                                .single()
                        > 0;
    }

    private boolean breaksGlass(Actor actor) {
        return jdbc.sql("SELECT count(*) FROM person WHERE id = ? AND break_glass")
                        .param(actor.personId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private boolean isActive(Actor actor) {
        return jdbc.sql("SELECT count(*) FROM person WHERE id = ? AND disabled_at IS NULL")
                        .param(actor.personId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private boolean tokenAllows(Actor actor, String right) {
        if (actor.tokenId() == null) {
            return true;
        }
        return jdbc.sql(
                                """
                                SELECT count(*) FROM token WHERE id = ? AND person_id = ? AND revoked_at IS NULL
                                AND expires_at > now() AND ? = ANY (scopes)
                                """)
                        .param(actor.tokenId())
                        .param(actor.personId())
                        .param(right)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
