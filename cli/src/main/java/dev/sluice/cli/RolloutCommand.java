package dev.sluice.cli;

import picocli.CommandLine.Command;

@Command(
        name = "rollout",
        description = "Starts a stage of an approved change.",
        mixinStandardHelpOptions = true)
final class RolloutCommand extends StageCommand {
    RolloutCommand(Shell shell) {
        super(shell, "start");
    }
}
