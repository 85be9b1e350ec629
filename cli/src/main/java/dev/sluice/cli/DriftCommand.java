package dev.sluice.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "drift",
        description = "Compares a registered database with its record now.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits with 5 when they differ. --adopt makes the live state the record; --revert opens a change back."
        })
final class DriftCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "DATABASE", description = "The database's name at the server.")
    String database = "";

    @Option(
            names = "--adopt",
            paramLabel = "REASON",
            description = "Adopt the live state, for this reason.")
    @Nullable String adopt;

    @Option(names = "--revert", description = "Open a change from the live state to the record.")
    boolean revert;

    DriftCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        String path = api.inProject("databases/" + database + "/drift");
        ObjectNode body = ServerApi.body();
        if (adopt != null) body.put("reason", adopt);
        String verb = adopt != null ? "/adopt" : revert ? "/revert" : "";
        JsonNode answer = api.post(path + verb, body);
        if (options.json) shell.data(answer.toPrettyString());
        else if (revert) ChangeText.show(shell, answer, false);
        else answer.path("differences").forEach(d -> shell.say("  ! drift: " + d.asString("")));
        boolean differs = verb.isEmpty() && !answer.path("differences").isEmpty();
        if (!differs && !options.json && !revert) shell.say(database + " is as recorded.");
        return differs ? Exit.OTHER_STATE : Exit.DONE;
    }
}
