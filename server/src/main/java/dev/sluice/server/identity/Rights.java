package dev.sluice.server.identity;

import dev.sluice.server.ReadOnce;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The answer to "may this actor do that, there", read from the database on each call, so that a
/// removed grant or a revoked token is out at once. What is not granted is refused; a token has the
/// narrower of its scopes and its person's rights.
@Component
public final class Rights {
    private final JdbcClient jdbc;

    Rights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Held(Role role, Scope scope) {}

    /// What limits a token; without one there is no limit.
    private record Limit(Set<String> scopes, @Nullable Long projectId) {
        boolean allows(String right) {
            return scopes.contains(right)
                    || (right.equals(Right.AUDIT) && scopes.contains(Right.ADMIN));
        }
    }

    /// An open account with its grants.
    private record Standing(boolean service, List<Held> grants, @Nullable Limit limit) {
        boolean may(String right, Predicate<Scope> there) {
            return allowed(right)
                    && grants.stream().anyMatch(h -> h.role.gives(right) && there.test(h.scope));
        }

        boolean allowed(String right) {
            return (limit == null || limit.allows(right))
                    && !(service && right.equals(Right.APPROVE));
        }

        boolean reaches(long project) {
            return limit == null || limit.projectId == null || limit.projectId == project;
        }

        boolean isBound() {
            return limit != null && limit.projectId != null;
        }
    }

    /// Whether the actor holds the right anywhere; says nothing of a project. Whoever has an open
    /// account may look at what is theirs, though that be nothing.
    public boolean has(Actor actor, String right) {
        if (right.equals(Right.PUBLIC) || actor.isSystem()) return true;
        return standing(actor)
                .map(s ->
                        switch (right) {
                            case Right.READ -> s.allowed(right);
                            case Right.ACCOUNT -> s.limit == null;
                            case Right.BREAK_GLASS -> s.allowed(right) && breaksGlass(actor);
                            default ->
                                    s.may(
                                            right,
                                            w -> w.projectId() == null || s.reaches(w.projectId()));
                        })
                .orElse(false);
    }

    /// Throughout the project: a grant for one of its environments is not enough, except for
    /// reading and changing.
    public boolean has(Actor actor, String right, long projectId) {
        return in(actor, right, projectId, w -> w.holdsThroughout(right, projectId));
    }

    public boolean has(Actor actor, String right, long projectId, long environmentId) {
        return in(actor, right, projectId, w -> w.holdsIn(right, projectId, environmentId));
    }

    /// In the project or in one environment of it at least.
    public boolean hasSomewhere(Actor actor, String right, long projectId) {
        return in(actor, right, projectId, w -> w.touches(projectId));
    }

    private boolean in(Actor actor, String right, long projectId, Predicate<Scope> there) {
        return actor.isSystem()
                || standing(actor)
                        .map(s ->
                                s.reaches(projectId)
                                        && (right.equals(Right.BREAK_GLASS)
                                                ? s.allowed(right) && breaksGlass(actor)
                                                : s.may(right, there)))
                        .orElse(false);
    }

    public boolean hasEverywhere(Actor actor, String right) {
        return actor.isSystem()
                || standing(actor)
                        .map(s -> !s.isBound() && s.may(right, Scope::isEverywhere))
                        .orElse(false);
    }

    /// Goes on only when the actor holds the right throughout this project: [NotFound] for a
    /// project that is not theirs, [Forbidden] for a right that they lack there.
    public void need(Actor actor, String right, long projectId) {
        seen(actor, projectId);
        if (!has(actor, right, projectId)) throw refused(actor, right, " in the whole project");
    }

    public void need(Actor actor, String right, long projectId, long environmentId) {
        seen(actor, projectId);
        if (!has(actor, right, projectId, environmentId))
            throw refused(actor, right, " for " + environment(environmentId));
    }

    /// For what the door itself asks about environment by environment.
    public void needSomewhere(Actor actor, String right, long projectId) {
        seen(actor, projectId);
        if (!hasSomewhere(actor, right, projectId)) throw refused(actor, right, " in this project");
    }

    /// Goes on only when the actor holds the right anywhere.
    public void need(Actor actor, String right) {
        if (!has(actor, right)) throw refused(actor, right, "");
    }

    /// For what belongs to no project (new projects, people, the trail): neither a grant in one
    /// project nor a token that is bound to one reaches there.
    public void needEverywhere(Actor actor, String right) {
        if (hasEverywhere(actor, right)) return;
        if (has(actor, right) && standing(actor).map(Standing::isBound).orElse(false))
            throw new Forbidden(
                    "This token is for one project only. Make one for every project, or sign in.");
        throw refused(actor, right, " everywhere");
    }

    private void seen(Actor actor, long projectId) {
        if (!sees(actor, projectId))
            throw new NotFound("There is no such thing, or it is not in one of your projects.");
    }

    private Forbidden refused(Actor actor, String right, String where) {
        Standing standing = standing(actor).orElse(null);
        if (standing != null && standing.service && right.equals(Right.APPROVE))
            return new Forbidden(
                    actor.name()
                            + " is a service account: its word never counts as an approval. A person has to give it.");
        boolean byToken = actor.tokenId() != null && (standing == null || !standing.allowed(right));
        return new Forbidden(
                byToken
                        ? "This token lacks the scope \"%s\". Make one that has it, or sign in."
                                .formatted(right)
                        : "This needs the right \"%s\"%s (%s). An administrator can do it or give it."
                                .formatted(right, where, Role.with(right)));
    }

    private String environment(long id) {
        return jdbc.sql("SELECT name FROM environment WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("that environment");
    }

    public boolean sees(Actor actor, long projectId) {
        return actor.isSystem()
                || standing(actor)
                        .map(s ->
                                s.reaches(projectId)
                                        && s.grants.stream()
                                                .anyMatch(h -> h.scope.touches(projectId)))
                        .orElse(false);
    }

    /// The ids of the projects that the actor sees, for lists.
    public List<Long> projects(Actor actor) {
        List<Long> all =
                jdbc.sql("SELECT id FROM project ORDER BY id")
                        .query((row, n) -> row.getLong(1))
                        .list();
        if (actor.isSystem()) return all;
        return standing(actor)
                .map(s ->
                        all.stream()
                                .filter(s::reaches)
                                .filter(id -> s.grants.stream().anyMatch(h -> h.scope.touches(id)))
                                .toList())
                .orElse(List.of());
    }

    public boolean isAdministrator(Actor actor) {
        return hasEverywhere(actor, Right.ADMIN);
    }

    private boolean breaksGlass(Actor actor) {
        return jdbc.sql("SELECT count(*) FROM person WHERE id = ? AND break_glass")
                        .param(actor.personId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    public boolean isService(Actor actor) {
        return standing(actor).map(Standing::service).orElse(false);
    }

    private Optional<Standing> standing(Actor actor) {
        return ReadOnce.of(
                "standing",
                List.of(actor),
                () -> {
                    var grants = new ArrayList<Held>();
                    List<Boolean> rows =
                            jdbc.sql(
                                            """
                                            SELECT p.kind = 'service' AS service, g.role, g.project_id, g.environment_id
                                            FROM person p LEFT JOIN (
                                                SELECT o.person_id AS holder, o.* FROM role_grant o
                                                UNION ALL SELECT m.person_id, o.* FROM role_grant o
                                                    JOIN group_member m ON m.group_id = o.group_id) g ON g.holder = p.id
                                            WHERE p.id = ? AND p.disabled_at IS NULL
                                            """)
                                    .param(actor.personId())
                                    .query((row, n) -> {
                                        if (row.getString("role") != null) grants.add(held(row));
                                        return row.getBoolean("service");
                                    })
                                    .list();
                    if (rows.isEmpty()) return Optional.empty();
                    if (actor.tokenId() == null)
                        return Optional.of(new Standing(rows.getFirst(), grants, null));
                    return limit(actor, actor.tokenId())
                            .map(l -> new Standing(rows.getFirst(), grants, l));
                });
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                Role.of(row.getString("role")),
                new Scope(
                        row.getObject("project_id", Long.class),
                        row.getObject("environment_id", Long.class)));
    }

    private Optional<Limit> limit(Actor actor, long token) {
        return jdbc.sql(
                        """
                        SELECT scopes, project_id FROM token
                        WHERE id = ? AND person_id = ? AND revoked_at IS NULL AND expires_at > now()
                        """)
                .params(token, actor.personId())
                .query((row, n) -> {
                    Array scopes = row.getArray("scopes");
                    return new Limit(
                            Set.of((String[]) scopes.getArray()),
                            row.getObject("project_id", Long.class));
                })
                .optional();
    }
}
