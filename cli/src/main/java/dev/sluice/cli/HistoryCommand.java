package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "history",
        description = "What a registered database was given, newest first.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "DATABASE", description = "The database's name at the server.")
    String database = "";

    HistoryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        JsonNode answer = api.all(api.inProject("databases/" + database + "/history"));
        if (options.json) shell.data(answer.toPrettyString());
        else for (JsonNode e : answer) shell.data(Shell.safe(line(e)));
        return Exit.DONE;
    }

    /// When, there or back, what, and by which change and whom; an entry that ran no statement says
    /// why it stands there.
    private static String line(JsonNode e) {
        String at = e.path("at").asString("").replaceFirst("\\.\\d+", "").replace('T', ' ');
        String origin = e.path("origin").asString("sluice");
        String change = e.path("changeNumber").isNumber() ? "#" + e.path("changeNumber") : "";
        return "%s  %-4s %s  %s %s"
                .formatted(
                        at,
                        e.path("direction").asString(""),
                        e.path("tag").asString(""),
                        origin.equals("sluice") ? change : "(" + origin + ")",
                        e.path("by").asString(""))
                .stripTrailing();
    }
}
