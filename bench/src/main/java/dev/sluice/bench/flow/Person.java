package dev.sluice.bench.flow;

import dev.sluice.testkit.OwnJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Somebody at a terminal, in a folder, with a home of their own: every command is a process as the
/// launcher starts it.
record Person(String name, Path folder, Path home, Map<String, String> env, Transcript transcript) {
    Person in(Path other) {
        return new Person(name, other, home, env, transcript);
    }

    Person with(String variable, String value) {
        var more = new HashMap<>(env);
        more.put(variable, value);
        return new Person(name, folder, home, more, transcript);
    }

    /// `sluice WORDS`.
    Said sluice(String... words) throws IOException, InterruptedException {
        return typed("sluice", sluiceCommand(words), words, "", true);
    }

    Said sluiceWithInput(String input, String... words) throws IOException, InterruptedException {
        return typed("sluice", sluiceCommand(words), words, input, true);
    }

    void login(String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("login", "--user", name, "--password-stdin"));
        words.addAll(List.of(options));
        sluiceWithInput(Town.password(name) + "\n", words.toArray(String[]::new)).ends(0);
    }

    void commit(String message) throws IOException, InterruptedException {
        shell("git", "add", "-A").ends(0);
        String mail = "user.email=" + name + "@example.org";
        shell("git", "-c", "user.name=" + name, "-c", mail, "commit", "-q", "-m", message).ends(0);
    }

    /// What `approve --hash` wants of the latest revision.
    String digest(int change, String project) throws IOException, InterruptedException {
        String json = output("show", Integer.toString(change), "--json", "--project", project);
        var found = Pattern.compile("\"digest\" *: *\"([0-9a-f]{64})\"");
        // The revision's digest is the first: those of migrations stand among the targets.
        var matcher = found.matcher(json.substring(json.indexOf("\"revision\"")));
        if (!matcher.find()) throw new Said.Broken("no digest in " + json);
        return matcher.group(1).substring(0, 12);
    }

    /// In another window, while the story goes on: what it said is told later.
    Future<Said> aside(String... words) {
        return ForkJoinPool.commonPool()
                .submit(() -> run(sluiceCommand(words), List.of(words), "", true));
    }

    void tells(Said said) {
        transcript.typed(name, "sluice " + said.command());
        transcript.answer(said.exit(), said.text());
    }

    /// A line for the shell, as it was copied from somewhere.
    Said pasted(String line) throws IOException, InterruptedException {
        transcript.typed(name, line);
        Said said = run(List.of("/bin/sh", "-c", line), List.of(line), "", true);
        transcript.answer(said.exit(), said.text());
        return said;
    }

    /// Standard output alone, as a program would read it; not in the transcript.
    String output(String... words) throws IOException, InterruptedException {
        Said said = run(sluiceCommand(words), List.of(words), "", false);
        return said.ends(0).text();
    }

    Said shell(String program, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        return typed(program, command, words, "", true);
    }

    /// A program of the project's `node_modules`.
    Said node(String shown, String script, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "node_modules/" + script));
        command.addAll(List.of(words));
        return typed(shown, command, words, "", true);
    }

    private Said typed(
            String shown, List<String> command, String[] words, String input, boolean both)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(shown));
        line.addAll(List.of(words));
        transcript.command(name, line);
        Said said = run(command, line, input, both);
        transcript.answer(said.exit(), said.text());
        return said;
    }

    private static List<String> sluiceCommand(String... words) {
        var command = new ArrayList<>(OwnJvm.command("dev.sluice.cli.Main"));
        command.addAll(List.of(words));
        return command;
    }

    private Said run(List<String> command, List<String> shown, String input, boolean both)
            throws IOException, InterruptedException {
        Files.createDirectories(home);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        var all = new HashMap<>(env);
        all.put("XDG_CONFIG_HOME", home.toString());
        all.put("USER", name);
        all.put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().putAll(all);
        if (both) builder.redirectErrorStream(true);
        else builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (var typed = process.getOutputStream()) {
            typed.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(String.join(" ", shown), process.waitFor(), text.stripTrailing());
    }
}
