package dev.sluice.server.changes;

import dev.sluice.server.ReadOnce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The door to lists of changes, and for all rows of one at once to what [Changes] is then asked
/// for row by row.
@Component
public final class ChangeLists {
    private final JdbcClient jdbc;

    ChangeLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first, of several projects, those with an id below `below`; of `authorId` where that
    /// is given, open or ended ones where `open` is.
    public List<Change> page(
            List<Long> projects,
            @Nullable Long authorId,
            @Nullable Boolean open,
            long below,
            int limit) {
        return jdbc.sql(
                        """
                        select * from change where project_id = any (:projects) and id < :below
                        and (cast(:author as bigint) is null or author_id = :author)
                        and (cast(:states as text[]) is null or state = any (:states))
                        order by id desc limit :limit\
                        """)
                .param("projects", projects.toArray(Long[]::new))
                .param("below", below)
                .param("author", authorId)
                .param("states", open == null ? null : ChangeState.texts(open))
                .param("limit", limit)
                .query(ChangeRows::change)
                .list();
    }

    /// Newest first, those numbered below `below`.
    public List<Change> page(long projectId, ChangeFilter filter, long below, int limit) {
        return jdbc.sql(
                        """
                        select c.* from change c
                        where c.project_id = :project and c.number < :below
                        and (cast(:state as text) is null or c.state = :state)
                        and (cast(:author as text) is null or c.author = :author)
                        and (cast(:label as text) is null or c.labels @> array[cast(:label as text)])
                        and (cast(:since as timestamptz) is null or c.created_at >= :since)
                        and (cast(:environment as text) is null and cast(:database as text) is null
                            or exists (select from revision_target t
                                join environment e on e.id = t.environment_id
                                join managed_database d on d.id = t.database_id
                                where t.revision_id = (select r.id from revision r
                                    where r.change_id = c.id order by r.number desc limit 1)
                                and e.name = coalesce(cast(:environment as text), e.name)
                                and d.name = coalesce(cast(:database as text), d.name)))
                        order by c.number desc limit :limit\
                        """)
                .param("project", projectId)
                .param("below", below)
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("author", filter.author())
                .param("label", filter.label())
                .param("environment", filter.environment())
                .param("database", filter.database())
                .param(
                        "since",
                        filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(ChangeRows::change)
                .list();
    }

    /// For the rest of a GET.
    public void readAhead(List<Change> rows) {
        Map<Long, List<Revision>> revisions =
                grouped(
                        "select *, change_id as owner from revision where change_id = any (?) order by number desc",
                        rows.stream().map(Change::id).toList(),
                        ChangeRows::revision);
        revisions.forEach((id, all) -> ReadOnce.know("revisions", List.of(id), all));
        List<Long> latest = revisions.values().stream().map(r -> r.getFirst().id()).toList();
        grouped(
                        """
                        select t.revision_id as owner, t.id as target_id, t.environment_id, t.database_id, d.name as database
                        from revision_target t join managed_database d on d.id = t.database_id
                        where t.revision_id = any (?) order by t.ordinal\
                        """,
                        latest,
                        ChangeLists::destination)
                .forEach(ChangeLists::know);
        checks(rows, revisions);
    }

    private static void know(long revision, List<Destination> to) {
        ReadOnce.know("destinations", List.of(revision), to);
        ReadOnce.know(
                "environments of a revision",
                List.of(revision),
                to.stream()
                        .map(Destination::environmentId)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /// Of the open ones: nobody asks for those of the others.
    private void checks(List<Change> rows, Map<Long, List<Revision>> revisions) {
        grouped(
                        """
                        select revision_id as owner, target_id, kind, state, message,
                            cast(details as text) as details, at
                        from revision_check where revision_id = any (?) order by target_id, id\
                        """,
                        rows.stream()
                                .filter(c -> c.state().isOpen())
                                .map(c -> revisions.getOrDefault(c.id(), List.of()))
                                .filter(r -> !r.isEmpty())
                                .map(r -> r.getFirst().id())
                                .toList(),
                        ChangeLists::check)
                .forEach((revision, all) -> ReadOnce.know("checks", List.of(revision), all));
    }

    private <T> Map<Long, List<T>> grouped(String sql, List<Long> owners, RowMapper<T> mapper) {
        var groups = new HashMap<Long, List<T>>();
        jdbc.sql(sql)
                .param(owners.toArray(Long[]::new))
                .query((row, n) ->
                        groups.computeIfAbsent(row.getLong("owner"), _ -> new ArrayList<>())
                                .add(mapper.mapRow(row, n)))
                .list();
        return groups;
    }

    private static Destination destination(ResultSet row, int n) throws SQLException {
        return new Destination(
                row.getLong("target_id"),
                row.getLong("environment_id"),
                row.getLong("database_id"),
                row.getString("database"));
    }

    private static Check check(ResultSet row, int n) throws SQLException {
        return new Check(
                row.getObject("target_id", Long.class),
                row.getString("kind"),
                row.getString("state"),
                row.getString("message"),
                row.getString("details"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
