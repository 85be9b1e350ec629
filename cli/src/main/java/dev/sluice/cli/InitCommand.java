package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "init", description = "Sets a project up.", mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private final Shell shell;

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.say("not yet");
        return Exit.FAILED;
    }
}
