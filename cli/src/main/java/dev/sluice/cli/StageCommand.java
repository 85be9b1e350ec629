package dev.sluice.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// A word to a server about one stage of a change.
abstract class StageCommand implements Callable<Integer> {
    private final Shell shell;
    private final String action;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            description = "The stage; the next one if not given.")
    @Nullable String environment;

    /// `action` is the last part of the server's path.
    StageCommand(Shell shell, String action) {
        this.shell = shell;
        this.action = action;
    }

    /// What a command's own options add.
    void more(ObjectNode body) {}

    @Override
    public final Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        ObjectNode body = ServerApi.body();
        if (environment != null) body.put("environment", environment);
        more(body);
        ChangeText.show(shell, api.post(api.change(change) + "/" + action, body), options.json);
        return Exit.DONE;
    }
}
