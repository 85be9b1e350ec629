package dev.sluice.server.identity;

import dev.sluice.server.ReadOnce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who could approve in an environment, now. Service accounts never; and not by a role or a group
/// that somebody of `hands` gave after `since`: whoever wrote a change can't make its approver.
@Component
public final class Voters {
    private final JdbcClient jdbc;

    Voters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A role that somebody holds there, by a group where `way` is not null.
    private record Given(long person, String name, String role, Word word, @Nullable Word way) {}

    private record Place(long person, String group, Word word) {}

    /// Who gave something, and when.
    private record Word(long by, Instant at) {
        boolean counts(Set<Long> hands, Instant since) {
            return !hands.contains(by) || !at.isAfter(since);
        }
    }

    public List<Voter> of(long projectId, long environmentId, Set<Long> hands, Instant since) {
        var names = new TreeMap<Long, String>();
        var roles = new HashMap<Long, Set<String>>();
        for (Given g : given(projectId, environmentId))
            if (g.word.counts(hands, since) && (g.way == null || g.way.counts(hands, since))) {
                names.put(g.person, g.name);
                roles.computeIfAbsent(g.person, _ -> new HashSet<>()).add(g.role);
            }
        var groups = new HashMap<Long, Set<String>>();
        for (Place p : places())
            if (p.word.counts(hands, since))
                groups.computeIfAbsent(p.person, _ -> new HashSet<>()).add(p.group);
        return names.entrySet().stream()
                .map(e ->
                        new Voter(
                                e.getKey(),
                                e.getValue(),
                                groups.getOrDefault(e.getKey(), Set.of()),
                                roles.getOrDefault(e.getKey(), Set.of())))
                .filter(v -> v.roles().stream().anyMatch(r -> Role.of(r).gives(Right.APPROVE)))
                .toList();
    }

    private List<Given> given(long projectId, long environmentId) {
        return ReadOnce.of(
                "roles held",
                List.of(projectId, environmentId),
                () ->
                        jdbc.sql(
                                        """
                                        SELECT p.id, p.name, g.* FROM person p JOIN (
                                            SELECT o.person_id AS holder, o.*, NULL::bigint AS way_by,
                                                NULL::timestamptz AS way_at FROM role_grant o
                                            UNION ALL SELECT m.person_id, o.*, m.by_id, m.added_at FROM role_grant o
                                                JOIN group_member m ON m.group_id = o.group_id) g ON g.holder = p.id
                                        WHERE p.disabled_at IS NULL AND p.kind = 'person'
                                        AND (g.project_id IS NULL OR (g.project_id = :project
                                            AND (g.environment_id IS NULL OR g.environment_id = :environment)))
                                        """)
                                .param("project", projectId)
                                .param("environment", environmentId)
                                .query((row, n) ->
                                        new Given(
                                                row.getLong("holder"),
                                                row.getString("name"),
                                                row.getString("role"),
                                                word(row, "by_id", "made_at"),
                                                row.getObject("way_by") == null
                                                        ? null
                                                        : word(row, "way_by", "way_at")))
                                .list());
    }

    private List<Place> places() {
        return ReadOnce.of(
                "places in groups",
                List.of(),
                () ->
                        jdbc.sql(
                                        """
                                        SELECT m.person_id, g.name, m.by_id, m.added_at
                                        FROM group_member m JOIN person_group g ON g.id = m.group_id
                                        """)
                                .query((row, n) ->
                                        new Place(
                                                row.getLong("person_id"),
                                                row.getString("name"),
                                                word(row, "by_id", "added_at")))
                                .list());
    }

    private static Word word(ResultSet row, String by, String at) throws SQLException {
        return new Word(row.getLong(by), row.getObject(at, OffsetDateTime.class).toInstant());
    }
}
