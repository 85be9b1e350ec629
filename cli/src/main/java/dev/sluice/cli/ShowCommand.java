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

    @Option(
            names = "--log",
            description = "With what its runs said: times in UTC, statements, waiting, errors.")
    boolean log;

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
        for (JsonNode lane : view.path("lanes"))
            for (JsonNode run : lane.path("runs")) {
                if (log) log(api, run);
                if (backups) backups(api, run);
            }
        return Exit.DONE;
    }

    /// Newest first.
    private void backups(ServerApi api, JsonNode run) {
        for (JsonNode backup : api.all(path(api, run) + "/backups")) {
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

    private void log(ServerApi api, JsonNode run) {
        int attempt = 0;
        for (JsonNode line : api.all(path(api, run) + "/log")) {
            if (line.path("attempt").asInt() != attempt) {
                attempt = line.path("attempt").asInt();
                shell.data(
                        Shell.safe(
                                "# %s, attempt %d"
                                        .formatted(run.path("database").asString(""), attempt)));
            }
            shell.data(Shell.safe(words(line)));
        }
    }

    private static String words(JsonNode line) {
        var words = new StringBuilder();
        // 2026-11-30T10:15:30.123456Z
        String at = line.path("at").asString("");
        words.append(at.length() > 19 ? at.substring(11, 19) : at);
        String level = line.path("level").asString("");
        words.append("  ").append("%-7s".formatted(level)).append(' ');
        String tag = line.path("tag").asString("");
        if (!tag.isEmpty()) words.append(tag).append("  ");
        int number = line.path("statementNo").asInt(0);
        if (number > 0) words.append("statement ").append(number).append("  ");
        words.append(line.path("message").asString("").replaceAll("\\s*\\n\\s*", " "));
        if (line.path("millis").isNumber())
            words.append("  ").append(line.path("millis").asLong()).append(" ms");
        return words.toString();
    }

    private String path(ServerApi api, JsonNode run) {
        return api.change(change) + "/runs/" + run.path("id").asLong();
    }
}
