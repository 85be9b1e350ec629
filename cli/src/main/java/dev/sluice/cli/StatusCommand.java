package dev.sluice.cli;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.folder.Migration;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.Managed;
import dev.sluice.ledger.StepJournal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "status",
        description =
                "What a database has of the project's migrations, and whether it is as recorded.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits with 5 when the database is not in the recorded state.",
            "",
            "See also: apply, undo"
        })
final class StatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin TargetOptions options = new TargetOptions();

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        try (LiveTarget target = LiveTarget.open(shell, options)) {
            List<String> applied = target.ledger().standing().stream().map(LedgerRow::tag).toList();
            DrizzleRecord drizzle = target.drizzle();
            List<String> pending =
                    target.migrations().stream()
                            .filter(m -> !target.stands(m) && !drizzle.ran().contains(m))
                            .map(Migration::tag)
                            .toList();
            List<String> unknown = unknown(target);
            List<String> underWay = underWay(target);
            List<String> drift =
                    unknown.isEmpty() && underWay.isEmpty() ? drift(target, drizzle) : List.of();
            List<String> broken = target.ledger().broken();
            List<String> past = past(target, drizzle);
            boolean isOther =
                    !unknown.isEmpty()
                            || !underWay.isEmpty()
                            || !drift.isEmpty()
                            || !broken.isEmpty()
                            || !past.isEmpty();
            if (json) {
                ObjectNode document = Json.document(isOther ? "other state" : "as recorded");
                Json.put(document, "applied", applied);
                Json.put(document, "byDrizzle", tags(drizzle.ran()));
                Json.put(document, "pending", pending);
                Json.put(document, "notInFolder", unknown);
                Json.put(document, "underWay", underWay);
                Json.put(document, "drift", drift);
                Json.put(document, "brokenRecord", broken);
                Json.put(document, "pastTheRecord", past);
                shell.data(Json.text(document));
            } else {
                words(target, applied, drizzle, pending);
                unknown.forEach(u ->
                        shell.say(
                                "  ! applied, but the folder does not hold it in this form: " + u));
                underWay.forEach(u ->
                        shell.say(
                                "  ! "
                                        + u
                                        + " stands between two of its steps; `sluice apply`, or `undo` where that was begun, goes on there"));
                past.forEach(p -> shell.say("  ! " + p));
                drift.forEach(d -> shell.say("  ! drift: " + d));
                broken.forEach(b -> shell.say("  ! the record is broken: " + b));
                if (!isOther && !drizzle.ran().isEmpty())
                    shell.say(
                            "  next: the first `sluice apply`, or `sluice release` where a server manages it, takes over what"
                                    + " Drizzle ran: it is recorded, and does not run again.");
            }
            return isOther ? Exit.OTHER_STATE : Exit.DONE;
        }
    }

    private static List<String> underWay(LiveTarget target) throws SQLException {
        try (Connection connection = target.url().connect()) {
            return StepJournal.underWay(connection).stream()
                    .map(u ->
                            target.migrations().stream()
                                    .filter(m -> m.digest().equals(u.digest()))
                                    .map(Migration::tag)
                                    .findFirst()
                                    .orElse("a migration that the folder does not hold any more"))
                    .toList();
        }
    }

    private void words(
            LiveTarget target, List<String> applied, DrizzleRecord drizzle, List<String> pending) {
        Managed managed = target.ledger().managed();
        shell.say(shell.bold(target.url().toString()) + "  PostgreSQL " + target.major());
        if (managed != null)
            shell.say(
                    "  managed by a server as "
                            + managed.project()
                            + " / "
                            + managed.environment());
        shell.say(
                "  applied  "
                        + (applied.isEmpty()
                                ? drizzle.ran().isEmpty() ? "none" : "none by Sluice"
                                : applied.size() + ", last " + applied.getLast()));
        if (!drizzle.ran().isEmpty())
            shell.say(
                    "  drizzle  "
                            + String.join(", ", tags(drizzle.ran()))
                            + ", recorded in "
                            + target.drizzleTable().name()
                            + " and not by Sluice yet");
        shell.say("  pending  " + (pending.isEmpty() ? "none" : String.join(", ", pending)));
    }

    /// What Drizzle's record holds and Sluice's can't take over by itself.
    private static List<String> past(LiveTarget target, DrizzleRecord drizzle) {
        String table = target.drizzleTable().name().toString();
        var past = new ArrayList<String>();
        drizzle.edited()
                .forEach(m ->
                        past.add(
                                m.tag()
                                        + " was edited since Drizzle ran it ("
                                        + table
                                        + " has the hash of another file). Restore the file, or record the state as it is with `sluice baseline`."));
        if (drizzle.unknown() > 0)
            past.add(
                    "%s records %d that fit no file of the folder. Bring the files back, or record the state as it is with `sluice baseline`."
                            .formatted(table, drizzle.unknown()));
        boolean fromTheStart =
                target.migrations().subList(0, drizzle.ran().size()).equals(drizzle.ran());
        if (!target.ledger().isEmpty() && !drizzle.ran().isEmpty())
            past.add(
                    "Drizzle's migrator ran %s past Sluice. Record it with `sluice baseline --at %s`."
                            .formatted(
                                    String.join(", ", tags(drizzle.ran())),
                                    drizzle.ran().getLast().tag()));
        else if (!fromTheStart)
            past.add(
                    "Drizzle's record has a gap before %s. Apply what is missing, or record the state as it is with `sluice baseline`."
                            .formatted(drizzle.ran().getLast().tag()));
        return past;
    }

    private static List<String> tags(List<Migration> migrations) {
        return migrations.stream().map(Migration::tag).toList();
    }

    private static List<String> unknown(LiveTarget target) {
        Set<String> digests = new HashSet<>();
        target.migrations().forEach(m -> digests.add(m.digest()));
        return target.ledger().standing().stream()
                .filter(r -> !digests.contains(r.digest()))
                .map(LedgerRow::tag)
                .toList();
    }

    private static List<String> drift(LiveTarget target, DrizzleRecord drizzle)
            throws SQLException {
        var standing = new ArrayList<>(target.standing());
        drizzle.ran().forEach(m -> standing.add(target.migrations().indexOf(m)));
        if (standing.isEmpty()) return List.of();
        int count = standing.getLast() + 1;
        if (standing.size() != count) return List.of();
        return switch (DriftCheck.of(
                target.workshop().replay().catalog(count), target.live(), target::settled)) {
            case Drift.None() -> List.of();
            case Drift.Found(List<String> differences) -> differences;
        };
    }
}
