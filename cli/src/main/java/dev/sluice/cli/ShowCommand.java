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
        return Exit.DONE;
    }
}
