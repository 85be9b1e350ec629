package dev.sluice.cli;

import picocli.CommandLine.Command;

@Command(
        name = "retry",
        description = "Tries the failed runs of a stage again.",
        mixinStandardHelpOptions = true)
final class RetryCommand extends StageCommand {
    RetryCommand(Shell shell) {
        super(shell, "retry");
    }
}
