package dev.sluice.cli;

import picocli.CommandLine.Command;

@Command(
        name = "stop",
        description = "Stops a running stage after the migration that runs now.",
        mixinStandardHelpOptions = true)
final class StopCommand extends StageCommand {
    StopCommand(Shell shell) {
        super(shell, "stop");
    }
}
