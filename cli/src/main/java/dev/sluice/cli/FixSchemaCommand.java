package dev.sluice.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.sluice.project.Project;
import dev.sluice.source.Problem;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleRepair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "fix-schema",
        description =
                "Repairs the imports of Drizzle schema files, and what drizzle-kit's pull leaves in them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Adds what is missing, removes what is unused or double, mends paths and `import type`;",
            "everything else in a file stays as it is. What only a person can decide is named, and",
            "then no file is written.",
            "",
            "Examples:",
            "  sluice fix-schema",
            "  sluice fix-schema --check      exits with 3 when something is to be repaired",
            "",
            "See also: migrate, generate"
        })
final class FixSchemaCommand implements Callable<Integer> {
    private static final int CONTEXT = 3;

    private final Shell shell;

    @Option(
            names = "--check",
            description = "Write nothing; exit with 3 when something is to be repaired.")
    boolean check;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    FixSchemaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Project project = Project.find(shell.cwd(), shell.env());
        if (project.isSqlFirst() || project.schema().isEmpty()) return none();
        List<DrizzleRepair.Repaired> files = repairs(shell, project);
        if (files.isEmpty()) {
            if (json) shell.data(Json.text(document("nothing to do", files)));
            else shell.say("Nothing to do: the imports of the schema files are right.");
            return Exit.DONE;
        }
        if (!check) write(files);
        if (json) shell.data(Json.text(document(check ? "to repair" : "repaired", files)));
        else {
            files.forEach(f -> shell.data(Shell.safe(diff(f))));
            files.forEach(f -> shell.say((check ? "to repair  " : "repaired  ") + shown(f)));
            if (check) shell.say("Nothing was written. Run `sluice fix-schema`.");
        }
        return check ? Exit.CHECK_SAYS_NO : Exit.DONE;
    }

    /// What `migrate` begins with: silent where nothing is wrong, the differences as talk.
    ///
    /// @return whether a file was written
    static boolean run(Shell shell, Project project) {
        if (project.isSqlFirst() || project.schema().isEmpty()) return false;
        var command = new FixSchemaCommand(shell);
        List<DrizzleRepair.Repaired> files = repairs(shell, project);
        write(files);
        files.forEach(f -> shell.say(command.diff(f)));
        files.forEach(f -> shell.say("repaired  " + command.shown(f)));
        return !files.isEmpty();
    }

    private int none() {
        if (json) shell.data(Json.text(document("nothing to do", List.of())));
        else
            shell.say(
                    "Nothing to do: fix-schema is for Drizzle's schema files, and this schema is not declared in TypeScript.");
        return Exit.DONE;
    }

    private static List<DrizzleRepair.Repaired> repairs(Shell shell, Project project) {
        return switch (Drizzle.repair(project.drizzle(), project.out())) {
            case DrizzleRepair.Known(var files, var notes) -> {
                notes.forEach(n -> shell.say("note: " + n));
                yield files;
            }
            case DrizzleRepair.Undecided(List<Problem> problems) ->
                    throw new CommandFailed(
                            Exit.FAILED,
                            problems.stream()
                                            .map(Problem::toString)
                                            .collect(Collectors.joining("\nerror: "))
                                    + "\n  Nothing was written.");
        };
    }

    /// All files or none.
    private static void write(List<DrizzleRepair.Repaired> files) {
        Map<Path, String> texts = new LinkedHashMap<>();
        files.forEach(f -> texts.put(f.file(), f.after()));
        var edit = new FileEdit(texts);
        try {
            edit.write();
        } catch (IOException e) {
            edit.takeBack();
            throw new UncheckedIOException(
                    "the schema files could not be written, and are as they were", e);
        }
    }

    private String shown(DrizzleRepair.Repaired repaired) {
        Path file = repaired.file();
        for (Path base : List.of(shell.cwd(), real(shell.cwd())))
            if (file.startsWith(base)) return base.relativize(file).toString();
        return file.toString();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private String diff(DrizzleRepair.Repaired file) {
        List<String> before = file.before().lines().toList();
        var patch = DiffUtils.diff(before, file.after().lines().toList());
        String name = shown(file);
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        "a/" + name, "b/" + name, before, patch, CONTEXT));
    }

    private ObjectNode document(String state, List<DrizzleRepair.Repaired> files) {
        ObjectNode document = Json.document(state);
        ArrayNode list = document.putArray("files");
        for (DrizzleRepair.Repaired f : files) {
            ObjectNode file = list.addObject().put("file", shown(f));
            ArrayNode reasons = file.putArray("repairs");
            for (DrizzleRepair.Reason r : f.reasons())
                reasons.addObject().put("line", r.line()).put("message", r.message());
            file.put("diff", diff(f));
        }
        return document;
    }
}
