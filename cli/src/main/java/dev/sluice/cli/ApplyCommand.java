package dev.sluice.cli;

import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.Runner;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = "Runs the pending migrations on a development database.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each migration and the record of it commit together. A database that a server manages",
            "is refused (exit 4): its changes go through `sluice release`.",
            "",
            "See also: status, undo, baseline"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin TargetOptions options = new TargetOptions();

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    ApplyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        try (LiveTarget target = LiveTarget.open(shell, options)) {
            Outcome outcome =
                    Runner.apply(
                            target.target(),
                            target.all(),
                            target.context(shell),
                            json
                                    ? dev.sluice.rollout.RunListener.SILENT
                                    : LiveTarget.telling(shell));
            return LiveTarget.ended(shell, outcome, "Applied", json);
        }
    }
}
