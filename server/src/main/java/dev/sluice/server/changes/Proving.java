package dev.sluice.server.changes;

import dev.sluice.server.Json;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.ReleasedMigration;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.work.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Proves a released revision migration by migration, and seals it with the statements that will
/// run and the ways back that are found: only then has it a digest. Each proof is kept at once, so
/// a run that died goes on where it was.
@Component
final class Proving {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Changes changes;
    private final Databases databases;
    private final Releases releases;
    private final Proofs proofs;
    private final Work work;

    Proving(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Changes changes,
            Databases databases,
            Releases releases,
            Proofs proofs,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.changes = changes;
        this.databases = databases;
        this.releases = releases;
        this.proofs = proofs;
        this.work = work;
    }

    /// Whether the revision is sealed now; not, where this server ends or a newer revision came.
    /// `told` hears how far it is, target by target.
    ///
    /// @throws SQLException when the scratch server is lost
    boolean seal(Revision revision, BiConsumer<RevisionTarget, String> told) throws SQLException {
        Long releaseId = revision.releaseId();
        if (revision.digest() != null || releaseId == null) return true;
        Release release = releases.byId(releaseId);
        Map<String, Integer> places =
                releases.migrations(releaseId).stream()
                        .collect(
                                Collectors.toMap(
                                        ReleasedMigration::digest, ReleasedMigration::idx));
        var proven = new ArrayList<RevisionTarget>();
        try (var replays =
                new Replays(
                        releases.folder(release),
                        release.searchPath(),
                        revision.strategy(),
                        proofs)) {
            for (RevisionTarget target : changes.targets(revision.id())) {
                int major = databases.byId(target.databaseId()).major();
                var migrations = new ArrayList<TargetMigration>();
                for (TargetMigration m : target.migrations()) {
                    if (work.isEnding() || !isLatest(revision)) return false;
                    told.accept(
                            target,
                            "%d of %d tried there and back on PostgreSQL %d"
                                    .formatted(
                                            migrations.size(), target.migrations().size(), major));
                    int place = places.getOrDefault(m.digest(), -1);
                    MigrationProof proof = replays.proof(major, place);
                    migrations.add(m.as(proof));
                }
                proven.add(target.with(migrations));
            }
        }
        transaction.executeWithoutResult(_ -> write(revision, proven));
        return true;
    }

    boolean isLatest(Revision revision) {
        return changes.latest(revision.changeId()).id() == revision.id();
    }

    private void write(Revision revision, List<RevisionTarget> proven) {
        Change change = changes.locked(revision.changeId());
        String digest = RevisionDigest.of(proven);
        int sealed =
                jdbc.sql("update revision set digest = ? where id = ? and digest is null")
                        .params(digest, revision.id())
                        .update();
        if (sealed == 0) return;
        for (RevisionTarget target : proven)
            for (TargetMigration m : target.migrations())
                jdbc.sql(
                                """
                                update target_migration set statements = cast(? as jsonb), forms = cast(? as jsonb),
                                    down = cast(? as jsonb)
                                where target_id = ? and digest = ?\
                                """)
                        .param(Json.write(m.statements()))
                        .param(Json.write(m.forms()))
                        .param(Json.writeOrNull(m.down()))
                        .param(target.id())
                        .param(m.digest())
                        .update();
        audit.record(
                Actor.SYSTEM,
                "change.proven",
                change.projectId(),
                change.subject(),
                Map.of("revision", revision.number(), "digest", digest));
    }
}
