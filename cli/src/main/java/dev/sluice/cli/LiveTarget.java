package dev.sluice.cli;

import dev.sluice.author.Prepared;
import dev.sluice.folder.Migration;
import dev.sluice.ledger.DrizzleRows;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.project.DatabaseUrl;
import dev.sluice.project.Project;
import dev.sluice.project.Sources;
import dev.sluice.rollout.Gate;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunContext;
import dev.sluice.rollout.RunEvent;
import dev.sluice.rollout.RunListener;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Target;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.FixedPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// One database that a command works on, beside the project's folder replayed on the database's own
/// major.
record LiveTarget(Project project, DatabaseUrl url, Workshop workshop, Ledger ledger, int major)
        implements AutoCloseable {
    static LiveTarget open(Shell shell, TargetOptions options) throws SQLException {
        if (options.to.isBlank())
            throw new CommandFailed(
                    Exit.USAGE,
                    "say on which database: --to URL, env:NAME or a name of sluice.yaml.");
        Project project = Project.find(shell.cwd(), shell.env());
        DatabaseUrl url = Sources.of(project).database(options.to);
        int major;
        Ledger ledger;
        try (Connection connection = url.connect()) {
            major = connection.getMetaData().getDatabaseMajorVersion();
            ledger = Ledger.read(connection, project.name());
        } catch (SQLException e) {
            throw unread(url, e);
        }
        return new LiveTarget(
                project, url, Workshop.open(shell, project, major, options.scratch), ledger, major);
    }

    private static CommandFailed unread(DatabaseUrl url, SQLException e) {
        boolean isRight = "42501".equals(e.getSQLState());
        return new CommandFailed(
                isRight ? Exit.REFUSED : Exit.FAILED,
                url
                        + ": the record of migrations can't be read: "
                        + Main.words(e)
                        + " Nothing was changed."
                        + (isRight
                                ? " Connect as the role that runs migrations, or let this one read the schema sluice."
                                : " Run this again."));
    }

    List<Migration> migrations() {
        return workshop.folder().migrations();
    }

    boolean stands(Migration m) {
        return ledger.stands(m.digest());
    }

    /// All migrations; those that are not applied yet with the catalogs around them.
    List<RunMigration> all() throws SQLException {
        var all = new ArrayList<RunMigration>();
        for (int i = 0; i < migrations().size(); i++) {
            RunMigration known = Prepared.known(migrations().get(i));
            all.add(
                    stands(migrations().get(i))
                            ? known
                            : known.between(
                                    workshop.replay().catalog(i),
                                    workshop.replay().catalog(i + 1)));
        }
        return all;
    }

    /// The place in the folder of each migration that stands, in the order of application.
    List<Integer> standing() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < migrations().size(); i++) places.put(migrations().get(i).digest(), i);
        var standing = new ArrayList<Integer>();
        for (LedgerRow row : ledger.standing()) {
            Integer place = places.get(row.digest());
            if (place == null)
                throw new CommandFailed(
                        Exit.OTHER_STATE,
                        url
                                + " has "
                                + row.tag()
                                + " applied in a form that the folder does not hold: it was edited or removed since.\n"
                                + "  Nothing was changed. Restore the file from version control.");
            standing.add(place);
        }
        return standing;
    }

    Target target() {
        return Target.of(url.jdbc())
                .withSearchPath(project.searchPath())
                .withDrizzle(drizzleTable());
    }

    DrizzleTable drizzleTable() {
        return DrizzleTable.of(project.migrationsSchema(), project.migrationsTable());
    }

    /// What drizzle-orm's migrator recorded of the migrations that the ledger does not hold.
    DrizzleRecord drizzle() {
        try (Connection connection = url.connect()) {
            DrizzleRecord all =
                    DrizzleRecord.of(migrations(), DrizzleRows.rows(connection, drizzleTable()));
            return new DrizzleRecord(
                    all.ran().stream().filter(m -> !stands(m)).toList(),
                    all.edited().stream().filter(m -> !stands(m)).toList(),
                    all.unknown());
        } catch (SQLException e) {
            throw unread(url, e);
        }
    }

    RunContext context(Shell shell) {
        String by =
                shell.env()
                        .getOrDefault("USER", shell.env().getOrDefault("LOGNAME", "command line"));
        return RunContext.of(project.name(), UUID.randomUUID().toString(), by)
                .settledBy(this::settled);
    }

    Catalog settled(Catalog catalog) {
        try {
            return FixedPoint.settle(catalog, workshop.scratch());
        } catch (SQLException e) {
            throw new IllegalStateException("the scratch database was lost: " + e.getMessage(), e);
        }
    }

    Catalog live() throws SQLException {
        try (Connection connection = url.connect()) {
            return CatalogReader.read(connection);
        }
    }

    /// Says how a run ended and what its exit code is.
    static int ended(Shell shell, Outcome outcome, String verb, boolean json) {
        int exit = exit(outcome);
        if (json) {
            ObjectNode document = Json.document(state(outcome));
            document.put("words", outcome.words());
            Json.put(document, "done", done(outcome));
            shell.data(Json.text(document));
        } else {
            String head = exit == Exit.DONE ? "" : "error: ";
            shell.say(
                    outcome instanceof Outcome.Applied(List<String> tags)
                            ? tags.isEmpty()
                                    ? "Nothing was left to do."
                                    : verb + " " + String.join(", ", tags) + "."
                            : head + outcome.words());
        }
        return exit;
    }

    private static String state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _ -> "done";
            case Outcome.NothingChanged _ -> "failed, nothing changed";
            case Outcome.PartlyApplied _ -> "failed, partly applied";
            case Outcome.Refused _ -> "refused";
            case Outcome.Unknown _ -> "unknown";
            case Outcome.Stopped _ -> "stopped";
        };
    }

    private static List<String> done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(List<String> tags) -> tags;
            case Outcome.PartlyApplied(List<String> tags, String _) -> tags;
            case Outcome.Stopped(List<String> tags, String _) -> tags;
            case Outcome.Unknown(List<String> tags, String _, String _) -> tags;
            case Outcome.NothingChanged _, Outcome.Refused _ -> List.of();
        };
    }

    private static int exit(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _ -> Exit.DONE;
            case Outcome.NothingChanged _, Outcome.PartlyApplied _ -> Exit.FAILED;
            case Outcome.Unknown _ -> Exit.WAITING;
            case Outcome.Stopped _ -> 130;
            case Outcome.Refused(Gate gate, String _) ->
                    switch (gate) {
                        case MANAGED,
                                RIGHTS,
                                NO_WAY_BACK,
                                LATER_MIGRATION,
                                OWN_TRANSACTION,
                                POOLER ->
                                Exit.REFUSED;
                        case FINGERPRINT, IDENTITY, LEDGER, ADOPTION, RECOVERY_MODE ->
                                Exit.OTHER_STATE;
                        case FENCE -> Exit.WAITING;
                        case UNREACHABLE -> Exit.FAILED;
                    };
        };
    }

    static RunListener telling(Shell shell) {
        return event -> {
            switch (event) {
                case RunEvent.MigrationDone(String tag, java.time.Duration took) ->
                        shell.say("  " + tag + "  " + took.toMillis() + " ms");
                case RunEvent.Retrying(
                                String tag,
                                int tried,
                                String reason,
                                java.time.Duration pause) ->
                        shell.say(
                                "  %s  try %d failed: %s Next try in %d ms."
                                        .formatted(tag, tried, reason, pause.toMillis()));
                case RunEvent.WaitingForFence(List<RunEvent.Holder> holders) ->
                        holders.forEach(h -> shell.say("  waiting for " + h.words()));
                case RunEvent.WaitingForLock(
                                String tag,
                                int number,
                                List<RunEvent.Blocker> blockers) ->
                        blockers.forEach(b ->
                                shell.say(
                                        "  %s  statement %d waits for %s"
                                                .formatted(tag, number, b.words())));
                case RunEvent.Adopted(List<String> tags) ->
                        shell.say("  recorded without running: " + String.join(", ", tags));
                case RunEvent.Notice(String tag, String text) ->
                        shell.say("  " + tag + "  " + text);
                case RunEvent.Connected _,
                        RunEvent.FenceHeld _,
                        RunEvent.LedgerRead _,
                        RunEvent.MigrationStarted _,
                        RunEvent.StatementStarted _,
                        RunEvent.StatementDone _,
                        RunEvent.Recorded _,
                        RunEvent.Committing _ -> {}
            }
        };
    }

    @Override
    public void close() {
        workshop.close();
    }
}
