package dev.sluice.cli;

import dev.sluice.author.Prepared;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import dev.sluice.rollout.UndoPreview;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "undo",
        description =
                "Reverts the last migrations of a development database (--to), or a change on a server.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Says first, with row counts, what does not come back.",
            "",
            "See also: apply, status"
        })
final class UndoCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin TargetOptions options = new TargetOptions();

    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "CHANGE",
            description = "The number of a change on a server.")
    int change;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the change is undone.")
    @Nullable String reason;

    @Option(names = "--last", paramLabel = "N", description = "How many; 1 if not given.")
    int last = 1;

    @Option(names = "--yes", description = "Go on although data will be gone.")
    boolean yes;

    UndoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        if (change > 0) return ofServer();
        try (LiveTarget target = LiveTarget.open(shell, options)) {
            List<Integer> standing = target.standing();
            if (standing.isEmpty()) {
                shell.say("Nothing is applied on " + target.url() + ".");
                return Exit.DONE;
            }
            var runs = new ArrayList<RunMigration>();
            for (int place : standing.subList(Math.max(0, standing.size() - last), standing.size()))
                runs.add(prepared(target, place));
            preview(target, runs);
            Outcome outcome =
                    Runner.undo(
                            target.target(),
                            runs,
                            target.context(shell),
                            LiveTarget.telling(shell));
            return LiveTarget.ended(shell, outcome, "Undone", server.json);
        }
    }

    private int ofServer() {
        ServerApi api = ServerApi.of(shell, server);
        var body = ServerApi.body();
        body.put("reason", reason == null ? "" : reason);
        List<String> lost = new ArrayList<>();
        for (JsonNode loss : api.read(api.change(change) + "/undo"))
            loss.path("words")
                    .forEach(w -> lost.add(loss.path("database").asString() + ": " + w.asString()));
        body.put("acceptDataLoss", accepted(lost));
        ChangeText.show(shell, api.post(api.change(change) + "/undo", body), server.json);
        return Exit.DONE;
    }

    private RunMigration prepared(LiveTarget target, int place) throws SQLException {
        Prepared prepared = Prepared.one(target.workshop().replay(), place);
        if (!prepared.wayBack().exists())
            throw new CommandFailed(
                    Exit.REFUSED,
                    prepared.run().tag()
                            + " has no proven way back: "
                            + String.join(" ", prepared.wayBack().reasons())
                            + "\n  Nothing was changed. Write "
                            + prepared.run().tag()
                            + ".down.sql, or undo by a new migration.");
        for (String reason : prepared.wayBack().reasons())
            shell.say("  " + prepared.run().tag() + ": " + reason);
        return prepared.run();
    }

    private void preview(LiveTarget target, List<RunMigration> runs) throws SQLException {
        UndoPreview preview;
        try (Connection connection = target.url().connect()) {
            preview = UndoPreview.of(connection, target.project().name(), runs);
        }
        var lost = preview.losses().stream().filter(l -> l.rows() > 0).toList();
        accepted(lost.stream().map(UndoPreview.Loss::words).toList());
    }

    /// Whether there was something to accept; without the person's word the command ends here.
    private boolean accepted(List<String> lost) {
        if (lost.isEmpty()) return false;
        shell.say("This does not come back:");
        lost.forEach(l -> shell.say("  " + l));
        if (yes) return true;
        if (!shell.interactive())
            throw new CommandFailed(
                    Exit.WAITING,
                    "data will be gone, and nobody can be asked here. Nothing was changed. --yes goes on.");
        if (!shell.asks("Undo all the same?"))
            throw new CommandFailed(Exit.WAITING, "not undone; nothing was changed.");
        return true;
    }
}
