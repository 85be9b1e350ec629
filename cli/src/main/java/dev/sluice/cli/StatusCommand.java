package dev.sluice.cli;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.folder.Migration;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.ledger.Managed;
import java.sql.SQLException;
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
            List<String> pending =
                    target.migrations().stream()
                            .filter(m -> !target.stands(m))
                            .map(Migration::tag)
                            .toList();
            List<String> unknown = unknown(target);
            List<String> drift = unknown.isEmpty() ? drift(target) : List.of();
            List<String> broken = target.ledger().broken();
            boolean isOther = !unknown.isEmpty() || !drift.isEmpty() || !broken.isEmpty();
            if (json) {
                ObjectNode document = Json.document(isOther ? "other state" : "as recorded");
                Json.put(document, "applied", applied);
                Json.put(document, "pending", pending);
                Json.put(document, "notInFolder", unknown);
                Json.put(document, "drift", drift);
                Json.put(document, "brokenRecord", broken);
                shell.data(Json.text(document));
            } else words(target, applied, pending, unknown, drift, broken);
            return isOther ? Exit.OTHER_STATE : Exit.DONE;
        }
    }

    private void words(
            LiveTarget target,
            List<String> applied,
            List<String> pending,
            List<String> unknown,
            List<String> drift,
            List<String> broken) {
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
                                ? "none"
                                : applied.size() + ", last " + applied.getLast()));
        shell.say("  pending  " + (pending.isEmpty() ? "none" : String.join(", ", pending)));
        unknown.forEach(
                u -> shell.say("  ! applied, but the folder does not hold it in this form: " + u));
        drift.forEach(d -> shell.say("  ! drift: " + d));
        broken.forEach(b -> shell.say("  ! the record is broken: " + b));
    }

    private static List<String> unknown(LiveTarget target) {
        Set<String> digests = new HashSet<>();
        target.migrations().forEach(m -> digests.add(m.digest()));
        return target.ledger().standing().stream()
                .filter(r -> !digests.contains(r.digest()))
                .map(LedgerRow::tag)
                .toList();
    }

    private static List<String> drift(LiveTarget target) throws SQLException {
        List<Integer> standing = target.standing();
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
