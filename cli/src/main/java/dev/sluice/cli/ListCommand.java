package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "The changes of the project, newest first.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        JsonNode answer = api.all(api.inProject("changes"));
        if (options.json) shell.data(answer.toPrettyString());
        else
            for (JsonNode change : answer)
                shell.data(
                        Shell.safe(
                                "%-16s %s"
                                        .formatted(
                                                ChangeText.state(change)
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                        .replace('_', ' '),
                                                ChangeText.head(change))));
        return Exit.DONE;
    }
}
