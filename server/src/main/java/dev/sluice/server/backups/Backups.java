package dev.sluice.server.backups;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to backups: the policy of each environment, and what was kept before each run.
@Component
public final class Backups {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Databases databases;
    private final BackupSetup setup;
    private final Taking taking;

    Backups(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Databases databases,
            BackupSetup setup,
            Taking taking) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.databases = databases;
        this.setup = setup;
        this.taking = taking;
    }

    public Policy policy(Environment environment) {
        return jdbc.sql("select backup from environment where id = ?")
                .param(environment.id())
                .query(String.class)
                .optional()
                .flatMap(Policy::of)
                .orElse(Policy.NONE);
    }

    /// Refused where this server can't do it, with what is missing.
    public void choose(Actor by, Project project, String environment, @Nullable String wanted) {
        rights.need(by, Right.ADMIN, project.id());
        Environment at = projects.environment(project.id(), environment);
        Policy policy =
                Policy.of(wanted == null ? "" : wanted)
                        .orElseThrow(() ->
                                new Refusal(
                                        "policy: it is none, pg_dump or command. Nothing was changed."));
        List<String> missing = missing(policy, at);
        if (!missing.isEmpty())
            throw new Refusal("policy: " + String.join(" ", missing) + " Nothing was changed.");
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update environment set backup = ? where id = ?")
                    .params(policy.text(), at.id())
                    .update();
            audit.record(
                    by,
                    "backup.policy_set",
                    project.id(),
                    environment,
                    Map.of("policy", policy.text()));
        });
    }

    private List<String> missing(Policy policy, Environment at) {
        return switch (policy) {
            case NONE -> List.of();
            case COMMAND -> setup.command().isEmpty() ? List.of(Taking.NO_COMMAND) : List.of();
            case PG_DUMP -> {
                var missing = new ArrayList<String>();
                if (setup.folder() == null) missing.add(Taking.NO_FOLDER);
                List<PgDump> dumps = PgDump.all();
                if (dumps.isEmpty()) missing.add("This server's machine has no pg_dump.");
                for (Database d : databases.of(at.projectId()))
                    if (d.environmentId() == at.id()
                            && !dumps.isEmpty()
                            && PgDump.fitting(dumps, d.major()).isEmpty())
                        missing.add(PgDump.missing(dumps, d.name(), d.major()));
                yield missing;
            }
        };
    }

    /// Makes the backup that is due before a run. `hasBegun` says whether the run has applied
    /// something already: then what its first attempt kept is the state before it, and stays.
    public Backed before(Wish wish, BooleanSupplier hasBegun) throws InterruptedException {
        return taking.before(wish, policy(wish.environment()), of(wish.runId()), hasBegun);
    }

    /// Those of one run, newest first.
    public List<Backup> of(long runId) {
        return jdbc.sql("select * from backup where run_id = ? order by id desc")
                .param(runId)
                .query(Backups::backup)
                .list();
    }

    static Backup backup(ResultSet row, int n) throws SQLException {
        return new Backup(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getInt("attempt"),
                row.getString("policy"),
                row.getString("state"),
                row.getString("tool"),
                row.getString("place"),
                row.getObject("bytes", Long.class),
                row.getString("sha256"),
                row.getString("restore"),
                row.getString("reason"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
