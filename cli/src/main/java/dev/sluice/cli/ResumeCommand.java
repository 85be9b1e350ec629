package dev.sluice.cli;

import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description = "Goes on with a stopped stage.",
        mixinStandardHelpOptions = true)
final class ResumeCommand extends StageCommand {
    ResumeCommand(Shell shell) {
        super(shell, "resume");
    }
}
