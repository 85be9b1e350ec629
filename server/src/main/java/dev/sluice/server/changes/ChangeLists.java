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
import java.util.TreeSet;
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

    /// For the rest of a GET; answers the latest revision of each.
    public List<Revision> readAhead(List<Change> rows) {
        List<Long> ids = rows.stream().map(Change::id).toList();
        Map<Long, List<Revision>> revisions =
                grouped(
                        "select *, change_id as owner from revision where change_id = any (?) order by number desc",
                        ids,
                        ChangeRows::revision);
        ReadOnce.knowEach("revisions", ids, revisions);
        List<Revision> latest = revisions.values().stream().map(List::getFirst).toList();
        destinations(latest.stream().map(Revision::id).toList());
        List<Change> open = rows.stream().filter(c -> c.state().isOpen()).toList();
        checks(
                open.stream()
                        .flatMap(c -> revisions.getOrDefault(c.id(), List.of()).stream().limit(1))
                        .map(Revision::id)
                        .toList());
        hands(open);
        labels(open.stream().map(Change::id).toList());
        predecessors(open, latest);
        return latest;
    }

    private void destinations(List<Long> revisions) {
        Map<Long, List<Destination>> found =
                grouped(
                        """
                        select t.revision_id as owner, t.id as target_id, t.environment_id, t.database_id, d.name as database
                        from revision_target t join managed_database d on d.id = t.database_id
                        where t.revision_id = any (?) order by t.ordinal\
                        """,
                        revisions,
                        ChangeLists::destination);
        ReadOnce.knowEach("destinations", revisions, found);
        for (long revision : revisions)
            ReadOnce.know(
                    "environments of a revision",
                    List.of(revision),
                    found.getOrDefault(revision, List.of()).stream()
                            .map(Destination::environmentId)
                            .collect(Collectors.toUnmodifiableSet()));
    }

    private void checks(List<Long> revisions) {
        ReadOnce.knowEach(
                "checks",
                revisions,
                grouped(
                        """
                        select revision_id as owner, target_id, kind, state, message,
                            cast(details as text) as details, at
                        from revision_check where revision_id = any (?) order by target_id, id\
                        """,
                        revisions,
                        ChangeLists::check));
    }

    private void hands(List<Change> open) {
        Map<Long, List<Long>> found =
                grouped(
                        """
                        select change_id as owner, person from revision
                        cross join unnest(array[editor_id, token_maker_id]) person
                        where change_id = any (?) and person is not null\
                        """,
                        open.stream().map(Change::id).toList(),
                        (row, _) -> row.getLong("person"));
        for (Change change : open) {
            var people = new TreeSet<>(found.getOrDefault(change.id(), List.of()));
            people.add(change.authorId());
            ReadOnce.know("hands", List.of(change.id()), people);
        }
    }

    private void labels(List<Long> open) {
        grouped(
                        "select id as owner, labels from change where id = any (?)",
                        open,
                        (row, _) -> Labels.read(row))
                .forEach((id, labels) -> ReadOnce.know("labels", List.of(id), labels.getFirst()));
    }

    private void predecessors(List<Change> open, List<Revision> latest) {
        record Counting(Revision revision, long project) {
            boolean countsOn(Change other) {
                return other.projectId() == project
                        && revision.predecessors().contains(other.number());
            }
        }
        List<Counting> counting =
                open.stream()
                        .flatMap(c ->
                                latest.stream()
                                        .filter(r -> r.changeId() == c.id())
                                        .map(r -> new Counting(r, c.projectId())))
                        .filter(c -> !c.revision().predecessors().isEmpty())
                        .toList();
        var projects = new ArrayList<Long>();
        var numbers = new ArrayList<Integer>();
        for (Counting c : counting)
            for (int number : c.revision().predecessors()) {
                projects.add(c.project());
                numbers.add(number);
            }
        if (numbers.isEmpty()) return;
        List<Change> found =
                jdbc.sql(
                                """
                                select * from change where (project_id, number) in
                                    (select * from unnest(cast(? as bigint[]), cast(? as int[]))) order by number\
                                """)
                        .params(projects.toArray(Long[]::new), numbers.toArray(Integer[]::new))
                        .query(ChangeRows::change)
                        .list();
        for (Counting c : counting)
            ReadOnce.know(
                    "predecessors",
                    List.of(c.revision().id()),
                    found.stream().filter(c::countsOn).toList());
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
