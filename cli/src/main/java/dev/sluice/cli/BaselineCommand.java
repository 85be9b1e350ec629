package dev.sluice.cli;

import dev.sluice.author.Prepared;
import dev.sluice.folder.Migration;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "baseline",
        description = "Records that a database has migrations already, without running them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The database must be in just the state that the folder makes at that migration."
        })
final class BaselineCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin TargetOptions options = new TargetOptions();

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    @Option(
            names = "--at",
            paramLabel = "MIGRATION",
            description = "The last one that it has; the folder's last if not given.")
    @Nullable String at;

    BaselineCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        try (LiveTarget target = LiveTarget.open(shell, options)) {
            int count = count(target);
            var runs = new ArrayList<RunMigration>();
            for (Migration m : target.migrations().subList(0, count)) runs.add(Prepared.known(m));
            if (!runs.isEmpty())
                runs.add(
                        runs.removeLast()
                                .between(
                                        target.workshop().replay().catalog(count - 1),
                                        target.workshop().replay().catalog(count)));
            Outcome outcome =
                    Runner.baseline(
                            target.target(),
                            List.copyOf(runs),
                            target.context(shell),
                            LiveTarget.telling(shell));
            return LiveTarget.ended(shell, outcome, "Recorded", json);
        }
    }

    private int count(LiveTarget target) {
        String wanted = at;
        if (wanted == null) return target.migrations().size();
        return target.migrations()
                        .indexOf(
                                target.workshop()
                                        .folder()
                                        .migration(wanted)
                                        .orElseThrow(() ->
                                                new CommandFailed(
                                                        Exit.USAGE,
                                                        "the folder holds no migration "
                                                                + wanted
                                                                + ".")))
                + 1;
    }
}
