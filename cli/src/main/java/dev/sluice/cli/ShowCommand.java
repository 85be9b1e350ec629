package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "show",
        description = "Where a change stands and what it waits for.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    @Option(names = "--sql", description = "With the statements that will run, and their way back.")
    boolean sql;

    @Option(
            names = "--backups",
            description = "With the backups before its runs, and the commands that restore them.")
    boolean backups;

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        JsonNode view = api.read(api.change(change));
        ChangeText.showAll(shell, view, options.json);
        if (options.json) return Exit.DONE;
        ChangeText.proofs(shell, view);
        if (sql) ChangeText.statements(shell, view);
        if (backups)
            for (JsonNode lane : view.path("lanes"))
                for (JsonNode run : lane.path("runs")) backups(api, run);
        return Exit.DONE;
    }

    /// Newest first.
    private void backups(ServerApi api, JsonNode run) {
        String path = api.change(change) + "/runs/" + run.path("id").asLong() + "/backups";
        for (JsonNode backup : api.all(path)) {
            String state = backup.path("state").asString("");
            String where = backup.path(state.equals("failed") ? "reason" : "place").asString("");
            shell.data(
                    Shell.safe(
                            "# %s, attempt %d, %s: %s"
                                    .formatted(
                                            run.path("database").asString(""),
                                            backup.path("attempt").asInt(),
                                            state,
                                            where)));
            String restore = backup.path("restore").asString("");
            if (!restore.isEmpty()) shell.data(Shell.safe(restore));
        }
    }
}
