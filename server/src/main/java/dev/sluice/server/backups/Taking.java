package dev.sluice.server.backups;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.identity.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the backup that is due before a run.
@Component
final class Taking {
    static final String NO_FOLDER =
            "pg_dump needs a folder: start the server with --backups DIR or SLUICE_BACKUPS.";
    static final String NO_COMMAND =
            "No command is set: start the server with SLUICE_BACKUP_COMMAND, a JSON array.";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> OF_THE_MACHINE =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

    /// What is run, and what restores from it.
    private record Tool(
            List<String> command,
            String words,
            @Nullable Path unfinished,
            Map<String, String> environment) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Databases databases;
    private final BackupSetup setup;

    Taking(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Audit audit,
            Databases databases,
            BackupSetup setup) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.databases = databases;
        this.setup = setup;
    }

    /// `hasBegun` says whether the run has applied something already: then what its first attempt
    /// kept is the state before it, and stays.
    Backed before(Wish wish, Policy policy, List<Backup> before, BooleanSupplier hasBegun)
            throws InterruptedException {
        clearLeft(wish, before);
        if (policy == Policy.NONE) return new Backed.Ready(false);
        Optional<Backup> first = before.reversed().stream().filter(Backup::isMade).findFirst();
        if (first.isPresent() && hasBegun.getAsBoolean()) {
            wish.log()
                    .accept(
                            "the backup of attempt %d is kept, this run has applied something since: %s"
                                    .formatted(first.get().attempt(), first.get().place()));
            return new Backed.Ready(false);
        }
        long id = begun(wish, policy);
        try {
            Tool tool = tool(wish, policy, id);
            wish.log().accept("backup by " + tool.words + " begins");
            return taken(wish, id, tool);
        } catch (Unreachable | IOException e) {
            return failed(wish, id, "The backup failed: " + e.getMessage() + ".");
        } catch (Missing e) {
            return failed(wish, id, "The backup failed: " + e.getMessage());
        }
    }

    private Backed taken(Wish wish, long id, Tool tool) throws IOException, InterruptedException {
        String password = tool.environment.getOrDefault("PGPASSWORD", "");
        try {
            Child.Ended ended =
                    Child.run(
                            tool.command,
                            tool.environment,
                            setup.limit(),
                            wish.stop(),
                            line -> wish.log().accept("backup: " + without(password, line)));
            if (ended.stopped())
                return stopped(wish, id, "Stopped while its backup was made; nothing was changed.");
            if (ended.late())
                return failed(
                        wish,
                        id,
                        "The backup was not done within %d minutes and was ended. SLUICE_BACKUP_MINUTES of the server sets the limit."
                                .formatted(setup.limit().toMinutes()));
            if (ended.code() != 0)
                return failed(
                        wish,
                        id,
                        "The backup failed: %s ended with %d. Its log says why."
                                .formatted(tool.words, ended.code()));
            return made(wish, id, tool, without(password, ended.last()));
        } finally {
            if (tool.unfinished != null) Files.deleteIfExists(tool.unfinished);
        }
    }

    /// Nor with the beginning of it, at the end of a line that was cut.
    private static String without(String password, String line) {
        if (password.isEmpty()) return line;
        String whole =
                line.length() < Child.LONGEST_LINE
                        ? line
                        : line.substring(0, Math.max(0, line.length() - password.length()));
        return whole.replace(password, "…");
    }

    private Tool tool(Wish wish, Policy policy, long id) throws IOException {
        if (policy == Policy.COMMAND && setup.command().isEmpty()) throw new Missing(NO_COMMAND);
        if (policy == Policy.PG_DUMP && setup.folder() == null) throw new Missing(NO_FOLDER);
        PgDump dump = policy == Policy.PG_DUMP ? fitting(wish.database()) : null;
        Map<String, String> environment = environment(wish, dump != null);
        Path file = setup.folder() == null ? null : begun(wish, id, setup.folder());
        if (dump != null)
            return new Tool(
                    List.of(
                            dump.program().toString(),
                            "--format=custom",
                            "--no-password",
                            "--file=" + file),
                    "pg_dump " + dump.version(),
                    file,
                    environment);
        environment.put("SLUICE_BACKUP_FILE", file == null ? "" : file.toString());
        return new Tool(setup.command(), setup.command().getFirst(), file, environment);
    }

    private static PgDump fitting(Database d) {
        List<PgDump> all = PgDump.all();
        return PgDump.fitting(all, d.major())
                .orElseThrow(() -> new Missing(PgDump.missing(all, d.name(), d.major())));
    }

    private Path begun(Wish wish, long id, Path folder) throws IOException {
        Path file = Kept.begin(folder, name(wish));
        jdbc.sql("update backup set place = ? where id = ?").params(file.toString(), id).update();
        return file;
    }

    /// The team's own command finds what else this server was started with, but for what is ours.
    private Map<String, String> environment(Wish wish, boolean dump) {
        var environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(n -> n.startsWith("PG") || n.startsWith("SLUICE_"));
        if (dump) environment.keySet().retainAll(OF_THE_MACHINE);
        Database d = wish.database();
        environment.put("PGHOST", d.host());
        environment.put("PGPORT", Integer.toString(d.port()));
        environment.put("PGDATABASE", d.databaseName());
        environment.put("PGUSER", d.username());
        environment.put("PGPASSWORD", databases.password(d));
        environment.put("PGSSLMODE", d.sslMode());
        environment.put("PGCONNECT_TIMEOUT", "10");
        environment.put("SLUICE_CHANGE", Integer.toString(wish.change().number()));
        environment.put("SLUICE_RUN", Long.toString(wish.runId()));
        return environment;
    }

    private static String name(Wish wish) {
        return "%s_c%d_r%d_a%d_%s.dump"
                .formatted(
                        wish.database().name().replaceAll("[^A-Za-z0-9._-]", "_"),
                        wish.change().number(),
                        wish.runId(),
                        wish.attempt(),
                        STAMP.format(Instant.now()));
    }

    private long begun(Wish wish, Policy policy) {
        return jdbc.sql(
                        """
                        insert into backup (run_id, attempt, policy, state) values (?, ?, ?, 'running')
                        returning id\
                        """)
                .params(wish.runId(), wish.attempt(), policy.text())
                .query(Long.class)
                .single();
    }

    /// A file where one was written; else the place that the command named.
    private Backed made(Wish wish, long id, Tool tool, String said) throws IOException {
        Path file = tool.unfinished;
        if (file != null && Files.size(file) == 0) file = null;
        if (file == null && said.isEmpty())
            return failed(
                    wish,
                    id,
                    "The backup failed: %s ended well, but neither wrote SLUICE_BACKUP_FILE nor named a place on its last line."
                            .formatted(tool.words));
        Kept kept = file == null ? null : Kept.finish(file);
        boolean dump = tool.command.contains("--format=custom");
        String place = kept == null || (!dump && !said.isEmpty()) ? said : kept.file().toString();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(
                            """
                            update backup set state = 'made', tool = ?, place = ?, bytes = ?, sha256 = ?,
                                restore = ?, ended_at = clock_timestamp() where id = ?\
                            """)
                    .param(tool.words)
                    .param(place)
                    .param(kept == null ? null : kept.bytes())
                    .param(kept == null ? null : kept.sha256())
                    .param(dump && kept != null ? restore(wish.database(), kept.file()) : null)
                    .param(id)
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "backup.made",
                    wish.change().projectId(),
                    wish.change().subject(),
                    kept == null
                            ? Map.of("database", wish.database().name(), "place", place)
                            : Map.of(
                                    "database",
                                    wish.database().name(),
                                    "place",
                                    place,
                                    "bytes",
                                    kept.bytes(),
                                    "sha256",
                                    kept.sha256()));
        });
        wish.log()
                .accept(
                        "backup made: "
                                + place
                                + (kept == null
                                        ? ""
                                        : ", %d bytes, SHA-256 %s"
                                                .formatted(kept.bytes(), kept.sha256())));
        return new Backed.Ready(true);
    }

    private static String restore(Database d, Path file) {
        return "pg_restore --clean --if-exists --no-owner -h %s -p %d -U %s -d %s %s"
                .formatted(
                        quoted(d.host()),
                        d.port(),
                        quoted(d.username()),
                        quoted(d.databaseName()),
                        quoted(file.toString()));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Backed failed(Wish wish, long id, String reason) {
        ended(wish, id, reason);
        return new Backed.Failed(reason);
    }

    private Backed stopped(Wish wish, long id, String reason) {
        ended(wish, id, reason);
        return new Backed.Stopped(reason);
    }

    private void ended(Wish wish, long id, String reason) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(
                            """
                            update backup set state = 'failed', place = '', reason = ?, ended_at = clock_timestamp()
                            where id = ?\
                            """)
                    .params(reason, id)
                    .update();
            audit.record(
                    Actor.SYSTEM,
                    "backup.failed",
                    wish.change().projectId(),
                    wish.change().subject(),
                    Map.of("database", wish.database().name(), "reason", reason));
        });
    }

    /// What a server that died left half-way; the run is ours now. Its program has ended with it.
    private void clearLeft(Wish wish, List<Backup> before) {
        for (Backup left : before) {
            if (!left.state().equals("running")) continue;
            try {
                Kept.remove(left.place());
            } catch (IOException e) {
                wish.log().accept("a half-written backup could not be removed: " + e.getMessage());
            }
            ended(wish, left.id(), "The server was lost while this backup was made.");
        }
    }

    private static final class Missing extends RuntimeException {
        Missing(String message) {
            super(message);
        }
    }
}
