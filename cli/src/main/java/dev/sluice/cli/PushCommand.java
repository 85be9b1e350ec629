package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

@Command(
        name = "push",
        description = "Always refuses: a schema goes to a database as a reviewed migration.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    private final Shell shell;

    @Unmatched java.util.List<String> ignored = new java.util.ArrayList<>();

    PushCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.say(
                """
                error: push is refused: it changes a database without a migration, a review or a way back.
                  Nothing was changed. Instead:
                  sluice generate           writes the migration
                  sluice apply --to URL     runs it on your development database
                  sluice release            sends it for review and rollout\
                """);
        return Exit.REFUSED;
    }
}
