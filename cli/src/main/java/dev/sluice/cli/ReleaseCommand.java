package dev.sluice.cli;

import dev.sluice.folder.Finding;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.project.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "release",
        description =
                "Sends the migrations folder for review: opens a change, or a new revision of the open one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It waits until the checks are done (exit 3 when one says no) and starts nothing in production.",
            "",
            "See also: show, watch, approve, rollout"
        })
final class ReleaseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Option(
            names = "--ref",
            paramLabel = "BRANCH",
            description = "The branch; git's current one if not given.")
    @Nullable String ref;

    @Option(
            names = "--commit",
            paramLabel = "HASH",
            description = "The commit; git's current one if not given.")
    @Nullable String commit;

    @Option(names = "--title", paramLabel = "TEXT")
    @Nullable String title;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "A label for the rules of approval; may be given again and again.")
    List<String> labels = List.of();

    @Option(
            names = "--strategy",
            description =
                    "${COMPLETION-CANDIDATES}: online (if not given) builds on tables that stand by forms that keep nobody from them for long, where these are proven to come to the same end; direct runs the files as they are.")
    @Nullable StrategyName strategy;

    @Option(names = "--no-wait", description = "Do not wait for the checks.")
    boolean leave;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for the checks; 900 if not given. They go on after it.")
    int timeout = 900;

    ReleaseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = Project.find(shell.cwd(), shell.env());
        refuseBroken(project.out());
        ObjectNode upload = ServerApi.body();
        upload.put("ref", ref == null ? git("rev-parse", "--abbrev-ref", "HEAD", "main") : ref);
        upload.put("commit", commit == null ? git("rev-parse", "HEAD", null, "unknown") : commit);
        if (title != null) upload.put("title", title);
        if (!labels.isEmpty()) labels.forEach(upload.putArray("labels")::add);
        if (strategy != null) upload.put("strategy", strategy.name());
        upload.put("searchPath", project.searchPath());
        upload.put("drizzleSchema", project.migrationsSchema());
        upload.put("drizzleTable", project.migrationsTable());
        files(project.out(), upload.putObject("files"));
        ServerApi api = ServerApi.of(shell, options);
        JsonNode view = api.post(api.inProject("releases"), upload);
        if (!leave) view = checked(api, view);
        ChangeText.showAll(shell, view, options.json);
        if (leave) return Exit.DONE;
        if (isAny(view, "running"))
            throw new CommandFailed(
                    Exit.WAITING,
                    "the checks are not done after %d s; they go on.\n  next: sluice watch %d"
                            .formatted(timeout, view.path("change").path("number").asInt()));
        return isAny(view, "error") ? Exit.CHECK_SAYS_NO : Exit.DONE;
    }

    private JsonNode checked(ServerApi api, JsonNode opened) throws InterruptedException {
        String change = api.change(opened.path("change").path("number").asInt());
        long end = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
        JsonNode view = opened;
        while (isAny(view, "running") && System.nanoTime() < end) {
            Thread.sleep(500);
            view = api.read(change);
        }
        return view;
    }

    private static boolean isAny(JsonNode view, String state) {
        for (JsonNode check : view.path("checks"))
            if (check.path("state").asString("").equals(state)) return true;
        return false;
    }

    private void refuseBroken(Path folder) {
        List<Finding> wrong =
                MigrationsFolder.check(folder).stream().filter(Finding::isError).toList();
        if (wrong.isEmpty()) return;
        wrong.forEach(f -> shell.say("error   " + f.problem()));
        throw new CommandFailed(Exit.CHECK_SAYS_NO, "the folder is not sound; nothing was sent.");
    }

    private static void files(Path folder, ObjectNode files) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                boolean isOurs = name.endsWith(".sql") || name.endsWith(".json");
                if (isOurs && !name.startsWith(".")) files.put(name, Files.readString(file));
            }
        }
    }

    private String git(String command, String first, @Nullable String second, String otherwise)
            throws IOException {
        var words =
                new java.util.ArrayList<>(
                        List.of("git", "-C", shell.cwd().toString(), command, first));
        if (second != null) words.add(second);
        try {
            Process git =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !text.isEmpty() ? text : otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (IOException noGit) {
            return otherwise;
        }
    }
}
