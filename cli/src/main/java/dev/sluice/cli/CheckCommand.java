package dev.sluice.cli;

import dev.sluice.author.Author;
import dev.sluice.author.AuthorOptions;
import dev.sluice.author.WayBack;
import dev.sluice.folder.Finding;
import dev.sluice.folder.FolderBroken;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.project.Project;
import dev.sluice.project.Source;
import dev.sluice.project.Sources;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "check",
        description = "Looks for everything that is wrong with a migrations folder.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits with 3 when something is wrong. Without --no-replay the files are also run on a",
            "scratch database.",
            "",
            "See also: generate --check, migrate"
        })
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder, if not the project's.")
    @Nullable Path folder;

    @Option(
            names = "--prove",
            description =
                    "First prove migrations without a proof or with a stale one, and keep the way back.")
    boolean prove;

    @Option(names = "--no-replay", description = "Only look at the files.")
    boolean noReplay;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        if (prove && folder == null) prove();
        return folder == null
                ? run(shell, Project.find(shell.cwd(), shell.env()), !noReplay, scratch, json)
                : alone(shell.cwd().resolve(folder));
    }

    private void prove() throws SQLException {
        try (Workshop workshop = Workshop.open(shell, scratch)) {
            MigrationsFolder open = workshop.folder();
            var author =
                    new Author(
                            workshop.replay(),
                            AuthorOptions.of(System.currentTimeMillis(), Version.NUMBER));
            for (int i = 0; i < open.migrations().size(); i++)
                if (!open.isProven(i)) {
                    WayBack back = author.prove(i);
                    shell.say(
                            open.migrations().get(i).tag()
                                    + ": "
                                    + back.proof().verdict().words()
                                    + (back.reasons().isEmpty()
                                            ? ""
                                            : ". " + String.join(" ", back.reasons())));
                }
        }
    }

    private int alone(Path path) throws SQLException {
        Source source =
                new Sources(shell.cwd(), new dev.sluice.project.Environment(shell.env()), null)
                        .resolve(path.toString());
        if (!(source instanceof Source.Folder(Path at, var _)))
            throw new CommandFailed(Exit.USAGE, path + " is not a migrations folder.");
        var findings = new ArrayList<>(MigrationsFolder.check(at));
        if (!noReplay
                && findings.stream()
                        .noneMatch(
                                f -> f.rule().equals("journal") || f.rule().equals("missing-file")))
            findings.addAll(ReplayCheck.of(shell, at, Project.NEWEST_MAJOR, "public", scratch));
        return show(shell, findings, json);
    }

    static int run(
            Shell shell, Project project, boolean replay, @Nullable String scratch, boolean json)
            throws SQLException {
        var findings = new ArrayList<>(MigrationsFolder.check(project.out()));
        boolean isReadable = true;
        try {
            MigrationsFolder.open(project.out());
        } catch (FolderBroken seenAlready) {
            isReadable = false;
        }
        if (replay && isReadable)
            findings.addAll(
                    ReplayCheck.of(
                            shell,
                            project.out(),
                            project.postgres(),
                            project.searchPath(),
                            scratch == null ? project.scratchUrl() : scratch));
        return show(shell, findings, json);
    }

    private static int show(Shell shell, List<Finding> findings, boolean json) {
        boolean isWrong = findings.stream().anyMatch(Finding::isError);
        if (json) shell.data(Json.text(document(findings, isWrong)));
        else {
            for (Finding f : findings)
                shell.say(
                        (f.isError() ? "error   " : "warning ")
                                + f.problem()
                                + " ["
                                + f.rule()
                                + "]");
            shell.say(
                    findings.isEmpty()
                            ? "Nothing is wrong with the migrations."
                            : Shell.counted(
                                            findings.stream().filter(Finding::isError).count(),
                                            "error")
                                    + ", "
                                    + Shell.counted(
                                            findings.stream().filter(f -> !f.isError()).count(),
                                            "warning")
                                    + ".");
        }
        return isWrong ? Exit.CHECK_SAYS_NO : Exit.DONE;
    }

    private static ObjectNode document(List<Finding> findings, boolean isWrong) {
        ObjectNode document = Json.document(isWrong ? "wrong" : "fine");
        ArrayNode array = document.putArray("findings");
        for (Finding f : findings) {
            ObjectNode one = array.addObject();
            one.put("severity", f.severity().name().toLowerCase(java.util.Locale.ROOT));
            one.put("rule", f.rule())
                    .put("file", f.problem().file())
                    .put("line", f.problem().line());
            one.put("message", f.problem().message()).put("fix", f.problem().fix());
        }
        return document;
    }
}
