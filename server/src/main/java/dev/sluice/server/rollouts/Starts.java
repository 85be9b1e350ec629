package dev.sluice.server.rollouts;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Forbidden;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import java.util.Optional;
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
        return jdbc.sql(
                        """
                        select person_id, person from scheduled_start
                        where change_id = ? and environment_id = ? and revision_id = ?\
                        """)
                .params(change.id(), stage.id(), revision.id())
                .query((row, _) -> new Actor(row.getLong(1), row.getString(2), null))
                .optional();
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
    boolean mayStill(Actor asked, Change change) {
        try {
            rights.need(asked, Right.ROLLOUT, change.projectId());
            return true;
        } catch (Forbidden | NotFound _) {
            return false;
        }
    }
}
