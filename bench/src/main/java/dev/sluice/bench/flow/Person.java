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
