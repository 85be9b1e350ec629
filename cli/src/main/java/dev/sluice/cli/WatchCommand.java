package dev.sluice.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "watch",
        description = "Follows a change until it is done or waits for a person.",
        mixinStandardHelpOptions = true,
        footer = {"", "Ctrl-C ends the watching; the server goes on."})
final class WatchCommand implements Callable<Integer> {
    private static final int TRIES = 30;

    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "How often to look; 2 if not given.")
    int every = 2;

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerApi api = ServerApi.of(shell, options);
        String last = "";
        while (true) {
            JsonNode view = last.isEmpty() ? api.read(api.change(change)) : again(api);
            String now = view.toString();
            if (!now.equals(last)) {
                if (options.json) shell.data(now);
                else ChangeText.show(shell, view, false);
                last = now;
            }
            String state = ChangeText.state(view);
            if (state.equals("DONE")) return Exit.DONE;
            if (state.equals("CLOSED") || state.equals("REVERTED")) return Exit.FAILED;
            if (view.path("waitsForPerson").asBoolean(false)) return Exit.WAITING;
            pause();
        }
    }

    /// A server that has answered before and is away for a while (it starts anew, or a proxy learns
    /// that it is gone) does not end the watching.
    private JsonNode again(ServerApi api) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return api.read(api.change(change));
            } catch (CommandFailed e) {
                if (e.exit() != Exit.FAILED || tries == TRIES) throw e;
                pause();
            }
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(Math.max(1, every)));
    }
}
