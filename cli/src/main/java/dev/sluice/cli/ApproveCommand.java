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
        name = "approve",
        description = "Approves exactly the revision of that digest for one environment.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "CHANGE", description = "The change's number.")
    int change;

    @Option(
            names = "--hash",
            paramLabel = "DIGEST",
            description = "The digest that you reviewed; its first 6 characters or more.")
    @Nullable String hash;

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            description = "The environment; the first that waits if not given.")
    @Nullable String environment;

    @Option(names = "--accept-data-loss", description = "Approve although data will be gone.")
    boolean acceptLoss;

    @Option(names = "--comment", paramLabel = "TEXT")
    @Nullable String comment;

    ApproveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerApi api = ServerApi.of(shell, options);
        JsonNode view = api.read(api.change(change));
        String digest = view.path("revision").path("digest").asString("");
        String reviewed = reviewed(view, digest);
        if (reviewed.length() < 6 || !digest.startsWith(reviewed))
            throw new CommandFailed(
                    Exit.OTHER_STATE,
                    "#%d was not approved: %s is not the digest of its current revision (%s). It may have been edited since you looked.\n  next: sluice show %d"
                            .formatted(
                                    change,
                                    reviewed,
                                    digest.isEmpty() ? "none" : digest.substring(0, 6),
                                    change));
        ObjectNode body = ServerApi.body();
        body.put("digest", digest).put("acceptDataLoss", acceptLoss);
        if (environment != null) body.put("environment", environment);
        if (comment != null) body.put("comment", comment);
        ChangeText.show(shell, api.post(api.change(change) + "/approve", body), options.json);
        return Exit.DONE;
    }

    private String reviewed(JsonNode view, String digest) {
        String given = hash;
        if (given != null) return given;
        if (!shell.interactive())
            throw new CommandFailed(
                    Exit.WAITING,
                    "nobody can be asked here. Nothing was approved. Give --hash with the digest that you reviewed.");
        ChangeText.showAll(shell, view, false);
        if (!shell.asks("Approve this revision?"))
            throw new CommandFailed(Exit.WAITING, "nothing was approved.");
        return digest;
    }
}
