package dev.sluice.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "retry",
        description = "Tries the failed runs of a stage again.",
        mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            description = "The stage; the next one if not given.")
    @Nullable String environment;

    RetryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        ObjectNode body = ServerApi.body();
        if (environment != null) body.put("environment", environment);
        ChangeText.show(shell, api.post(api.change(change) + "/retry", body), options.json);
        return Exit.DONE;
    }
}
