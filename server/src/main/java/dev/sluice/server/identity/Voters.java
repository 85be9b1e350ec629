package dev.sluice.server.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    public List<Voter> of(long projectId, long environmentId, Set<Long> hands, Instant since) {
        var names = new TreeMap<Long, String>();
        var roles = new HashMap<Long, Set<String>>();
        asked(
                        """
                        SELECT p.id, p.name, g.role FROM person p JOIN role_grant g ON g.person_id = p.id
                            OR g.group_id IN (SELECT m.group_id FROM group_member m WHERE m.person_id = p.id
                                AND NOT (m.by_id = ANY (:hands) AND m.added_at > :since))
                        WHERE p.disabled_at IS NULL AND p.kind = 'person'
                        AND (g.project_id IS NULL OR (g.project_id = :project
                            AND (g.environment_id IS NULL OR g.environment_id = :environment)))
                        AND NOT (g.by_id = ANY (:hands) AND g.made_at > :since)
                        """,
                        hands,
                        since)
                .param("project", projectId)
                .param("environment", environmentId)
                .query((row, n) -> {
                    names.put(row.getLong("id"), row.getString("name"));
                    return roles.computeIfAbsent(row.getLong("id"), _ -> new HashSet<>())
                            .add(row.getString("role"));
                })
                .list();
        Map<Long, Set<String>> groups = groups(hands, since);
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

    private Map<Long, Set<String>> groups(Set<Long> hands, Instant since) {
        var groups = new HashMap<Long, Set<String>>();
        asked(
                        """
                        SELECT m.person_id, g.name FROM group_member m JOIN person_group g ON g.id = m.group_id
                        WHERE NOT (m.by_id = ANY (:hands) AND m.added_at > :since)
                        """,
                        hands,
                        since)
                .query((row, n) ->
                        groups.computeIfAbsent(row.getLong("person_id"), _ -> new HashSet<>())
                                .add(row.getString("name")))
                .list();
        return groups;
    }

    private JdbcClient.StatementSpec asked(String sql, Set<Long> hands, Instant since) {
        return jdbc.sql(sql)
                .param("hands", hands.toArray(Long[]::new))
                .param("since", OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
    }
}
