package dev.sluice.server.changes;

import dev.sluice.server.Json;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.projects.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes the rows of a change and of its revisions, inside the transaction of whoever opens them.
/// What a revision does is written once, and once more by [Proving], which seals it.
@Component
final class ChangeInserts {
    private final JdbcClient jdbc;

    ChangeInserts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Its id; its number is the project's next.
    long change(
            Actor by,
            Project project,
            String title,
            String ref,
            String kind,
            @Nullable Long driftId) {
        return jdbc.sql(
                        """
                        insert into change (project_id, number, title, ref, author_id, author, kind, drift_id)
                        values (:project, (select coalesce(max(number), 0) + 1 from change
                            where project_id = :project), :title, :ref, :author, :name, :kind,
                            cast(:drift as bigint))
                        returning id\
                        """)
                .param("project", project.id())
                .param("title", title.length() > 200 ? title.substring(0, 200) : title)
                .param("ref", ref)
                .param("author", by.personId())
                .param("name", by.name())
                .param("kind", kind)
                .param("drift", driftId)
                .query(Long.class)
                .single();
    }

    /// Its id; its number is the change's next.
    long revision(Actor by, Change change, @Nullable Long releaseId, Planning.Plan plan) {
        long id =
                jdbc.sql(
                                """
                                insert into revision (change_id, number, release_id, base, strategy, digest,
                                    predecessors, editor_id, editor, token_maker_id)
                                values (:change, (select coalesce(max(number), 0) + 1 from revision
                                    where change_id = :change), cast(:release as bigint), :base, :strategy, :digest,
                                    cast(:predecessors as jsonb), :editor, :name,
                                    (select made_by from token where id = cast(:token as bigint)))
                                returning id\
                                """)
                        .param("change", change.id())
                        .param("release", releaseId)
                        .param("base", plan.base())
                        .param("strategy", plan.strategy().text())
                        .param("digest", plan.digest())
                        .param("predecessors", Json.write(plan.predecessors()))
                        .param("editor", by.personId())
                        .param("name", by.name())
                        .param("token", by.tokenId())
                        .query(Long.class)
                        .single();
        plan.targets().forEach(t -> insert(id, t));
        return id;
    }

    private void insert(long revision, RevisionTarget target) {
        long id =
                jdbc.sql(
                                """
                                insert into revision_target (revision_id, ordinal, environment_id, database_id, position,
                                    expected_fingerprint)
                                values (?, ?, ?, ?, ?, ?) returning id\
                                """)
                        .params(
                                revision,
                                target.ordinal(),
                                target.environmentId(),
                                target.databaseId(),
                                target.position(),
                                target.expectedFingerprint())
                        .query(Long.class)
                        .single();
        int ordinal = 0;
        for (TargetMigration m : target.migrations()) insert(id, ordinal++, m);
    }

    private void insert(long target, int ordinal, TargetMigration m) {
        jdbc.sql(
                        """
                        insert into target_migration (target_id, ordinal, digest, tag, drizzle_hash, drizzle_when, text,
                            statements, forms, down, chain)
                        values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), cast(? as jsonb), ?)\
                        """)
                .param(target)
                .param(ordinal)
                .param(m.digest())
                .param(m.tag())
                .param(m.drizzleHash())
                .param(m.drizzleWhen())
                .param(m.text())
                .param(Json.write(m.statements()))
                .param(Json.write(m.forms()))
                .param(Json.writeOrNull(m.down()))
                .param(m.chain())
                .update();
    }
}
