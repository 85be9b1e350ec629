package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Where a change stands and what it waits for.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        ChangeText.show(shell, api.read(api.change(change)), options.json);
        return Exit.DONE;
    }
}
