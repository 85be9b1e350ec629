package dev.sluice.cli;

import dev.sluice.project.Project;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description =
                "The whole workflow of a schema change: fix-schema, generate, check. It never applies.",
        mixinStandardHelpOptions = true,
        footer = {"", "See also: fix-schema, release, apply"})
final class MigrateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin GenerateOptions options = new GenerateOptions();

    MigrateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        // what was read of the schema meanwhile is not what stands there now
        if (FixSchemaCommand.run(shell, Project.find(shell.cwd(), shell.env()))) Workshop.forget();
        int generated = GenerateCommand.run(shell, options, false, false);
        if (generated != Exit.DONE) return generated;
        int checked =
                CheckCommand.run(
                        shell,
                        Project.find(shell.cwd(), shell.env()),
                        true,
                        options.scratch,
                        false);
        if (checked == Exit.DONE)
            shell.say(
                    "Next: commit the files and open a pull request; `sluice release` sends them for review.");
        return checked;
    }
}
