package dev.sluice.source.drizzle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Runs the loader in the project's own Node. Request and answer go through files of a private
/// directory: what the schema prints cannot mix with them.
final class Node {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PARTS =
            List.of(
                    "loader.cjs",
                    "hooks.cjs",
                    "tsconfig.cjs",
                    "files.cjs",
                    "facts.cjs",
                    "snapshot.cjs",
                    "sucrase.cjs");

    sealed interface Answer {
        record Json(JsonNode tree) implements Answer {}

        /// The schema was loaded; `snapshot` is its text.
        record Schema(JsonNode tree, Facts facts, String snapshot) implements Answer {}

        record NoNode(String looked) implements Answer {}

        record TooLong(Duration limit) implements Answer {}

        /// The process ended without an answer.
        record Died(int exit, String lastWords) implements Answer {}
    }

    private Node() {}

    static Answer ask(Object request, Path directory, @Nullable Path node, Duration limit) {
        Optional<Path> program = program(node);
        if (program.isEmpty())
            return new Answer.NoNode(node == null ? "on the PATH" : "at " + node);
        try {
            Path room = Files.createTempDirectory("sluice-node");
            try {
                return run(request, directory, program.get(), limit, room);
            } finally {
                remove(room);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer run(
            Object request, Path directory, Path program, Duration limit, Path room)
            throws IOException {
        for (String part : PARTS) unpack(part, room);
        Path question = room.resolve("request.json");
        Path answer = room.resolve("answer.json");
        Path said = room.resolve("output.txt");
        JSON.writeValue(question.toFile(), request);
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                room.resolve("loader.cjs").toString(),
                                question.toString(),
                                answer.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectOutput(said.toFile())
                        .start();
        // what it needs is made ready meanwhile
        ObjectReader facts = JSON.readerFor(Facts.class);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                return new Answer.TooLong(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Died(130, "interrupted");
        } finally {
            stop(process);
        }
        if (!Files.exists(answer)) return new Answer.Died(process.exitValue(), lastLines(said));
        JsonNode tree = JSON.readTree(answer.toFile());
        if (!tree.has("facts")) return new Answer.Json(tree);
        return new Answer.Schema(
                tree,
                facts.readValue(new File(tree.get("facts").asString())),
                Files.readString(Path.of(tree.get("snapshot").asString())));
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static void stop(Process process) {
        if (!process.isAlive()) return;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Optional<Path> program(@Nullable Path node) {
        if (node != null) return Files.isExecutable(node) ? Optional.of(node) : Optional.empty();
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .filter(p -> !p.isEmpty())
                .flatMap(p -> Stream.of("node", "node.exe").map(n -> Path.of(p, n)))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void unpack(String part, Path room) throws IOException {
        try (InputStream in = Node.class.getResourceAsStream(part)) {
            if (in == null)
                throw new IllegalStateException(
                        part + " is missing from this build of Sluice; build it again");
            Files.copy(in, room.resolve(part));
        }
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines =
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static void remove(Path room) throws IOException {
        var all = new ArrayList<Path>();
        try (Stream<Path> walk = Files.walk(room)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path p : all) Files.deleteIfExists(p);
    }
}
