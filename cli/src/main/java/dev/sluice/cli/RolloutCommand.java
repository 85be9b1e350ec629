package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "rollout",
        description = "Starts a stage of an approved change.",
        mixinStandardHelpOptions = true)
final class RolloutCommand extends StageCommand {
    @Option(
            names = "--when-open",
            description =
                    "Where only time is missing (window, freeze, soak): the stage starts by itself then."
                            + " `sluice stop` calls it off.")
    boolean whenOpen;

    RolloutCommand(Shell shell) {
        super(shell, "start");
    }

    @Override
    void more(ObjectNode body) {
        if (whenOpen) body.put("whenOpen", true);
    }
}
