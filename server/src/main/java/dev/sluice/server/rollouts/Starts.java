package dev.sluice.server.rollouts;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The starts that people asked for ahead of a window: each of one revision, so that an edit voids
/// it as it voids approvals.
@Component
final class Starts {
    private final JdbcClient jdbc;
    private final Rights rights;

    Starts(JdbcClient jdbc, Rights rights) {
        this.jdbc = jdbc;
        this.rights = rights;
    }

    Optional<Actor> of(Change change, Revision revision, Environment stage) {
        return ReadOnce.of(
                        "starts asked for",
                        List.of(change.id()),
                        () -> asked(List.of(change.id())).getOrDefault(change.id(), List.of()))
                .stream()
                .filter(a -> a.revision() == revision.id() && a.environment() == stage.id())
                .findFirst()
                .map(Asked::by);
    }

    /// For the rest of a GET.
    void readAhead(List<Long> changes) {
        ReadOnce.knowEach("starts asked for", changes, asked(changes));
    }

    private record Asked(long change, long revision, long environment, Actor by) {}

    private Map<Long, List<Asked>> asked(List<Long> changes) {
        return jdbc
                .sql(
                        """
                        select change_id, revision_id, environment_id, person_id, person
                        from scheduled_start where change_id = any (?)\
                        """)
                .param(changes.toArray(Long[]::new))
                .query((row, _) ->
                        new Asked(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                new Actor(row.getLong(4), row.getString(5), null)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Asked::change));
    }

    void ask(Actor by, Change change, Revision revision, Environment stage) {
        jdbc.sql(
                        """
                        insert into scheduled_start (change_id, environment_id, revision_id, person_id, person)
                        values (?, ?, ?, ?, ?) on conflict (change_id, environment_id) do update
                        set revision_id = excluded.revision_id, person_id = excluded.person_id,
                            person = excluded.person, at = now()\
                        """)
                .params(change.id(), stage.id(), revision.id(), by.personId(), by.name())
                .update();
    }

    boolean drop(Change change, Environment stage) {
        return jdbc.sql("delete from scheduled_start where change_id = ? and environment_id = ?")
                        .params(change.id(), stage.id())
                        .update()
                > 0;
    }

    /// Whoever has left meanwhile starts nothing.
    boolean mayStill(Actor asked, Change change, Environment stage) {
        return rights.has(asked, Right.ROLLOUT, change.projectId(), stage.id());
    }
}
