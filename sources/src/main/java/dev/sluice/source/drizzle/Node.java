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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Runs the loader in the project's own Node. The answer goes through files of a private directory:
/// what the schema prints cannot mix with it.
final class Node {
    /// Made when it is first needed, and not by [#ahead], whose caller is in a hurry.
    static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();

        private Json() {}
    }

    sealed interface Answer {
        record Tree(JsonNode tree) implements Answer {}

        /// The schema was loaded; `snapshot` is its text.
        record Schema(JsonNode tree, Facts facts, String snapshot) implements Answer {}

        record NoNode(String looked) implements Answer {}

        record TooLong(Duration limit) implements Answer {}

        /// The process ended without an answer.
        record Died(int exit, String lastWords) implements Answer {}
    }

    /// What is asked for.
    enum Purpose {
        CONFIG(List.of()),
        SCHEMA(List.of("facts.cjs", "snapshot.cjs")),
        IMPORTS(
                List.of(
                        "imports.cjs",
                        "repair.cjs",
                        "pulled.cjs",
                        "splice.cjs",
                        "finder.cjs",
                        "modules.cjs",
                        "scope.cjs",
                        "syntax.cjs",
                        "globals.cjs",
                        "babel.cjs"));

        private static final List<String> SHARED =
                List.of("loader.cjs", "hooks.cjs", "tsconfig.cjs", "files.cjs", "sucrase.cjs");

        private final List<String> own;

        Purpose(List<String> own) {
            this.own = own;
        }

        List<String> parts() {
            return Stream.concat(SHARED.stream(), own.stream()).toList();
        }
    }

    /// Processes that were started before their request was known.
    private static final Map<Purpose, FutureTask<Optional<Loader>>> EARLY =
            new ConcurrentHashMap<>();

    private static final Set<Loader> RUNNING = ConcurrentHashMap.newKeySet();

    /// Shared by those that start one; held alone, and for good, by the end of them all.
    private static final ReadWriteLock STARTS = new ReentrantReadWriteLock();

    private Node() {}

    /// A process that waits for its request, and its private directory.
    private record Loader(Process process, Path room) implements AutoCloseable {
        @Override
        public void close() {
            try {
                stop(process);
                remove(room);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                RUNNING.remove(this);
            }
        }

        /// Its own thread may be closing it as well, and be a step ahead.
        void abandon() {
            stop(process);
            for (int i = 0; i < 3 && Files.exists(room); i++)
                try {
                    remove(room);
                } catch (IOException | UncheckedIOException _) {
                    // what is left goes with the next try
                }
        }
    }

    /// Starts the Node of the PATH while it is not known yet what to ask: it loads its own code and
    /// the drizzle-orm of `directory` meanwhile. [#forget] ends what nobody asked.
    static void ahead(Purpose purpose, Path directory) {
        var starting =
                new FutureTask<>(() -> {
                    Optional<Path> program = program(null);
                    return program.isEmpty()
                            ? Optional.<Loader>empty()
                            : Optional.of(started(purpose, program.get(), directory));
                });
        EARLY.put(purpose, starting);
        Thread.ofPlatform().daemon().name("start Node").start(starting);
    }

    static void forget() {
        for (Purpose purpose : Purpose.values()) early(purpose).ifPresent(Loader::close);
    }

    /// Ends all of them, and lets no other start: who calls this ends the whole process.
    static void abandon() {
        STARTS.writeLock().lock();
        RUNNING.forEach(Loader::abandon);
    }

    private static Optional<Loader> early(Purpose purpose) {
        FutureTask<Optional<Loader>> starting = EARLY.remove(purpose);
        if (starting == null) return Optional.empty();
        try {
            return starting.get();
        } catch (ExecutionException _) {
            return Optional.empty(); // the next try says why
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Answer ask(
            Purpose purpose, Object request, Path directory, @Nullable Path node, Duration limit) {
        Optional<Path> program = program(node);
        if (program.isEmpty())
            return new Answer.NoNode(node == null ? "on the PATH" : "at " + node);
        try (Loader loader =
                node == null
                        ? early(purpose).orElseGet(() -> started(purpose, program.get(), directory))
                        : started(purpose, program.get(), directory)) {
            return answer(loader, request, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Loader started(Purpose purpose, Path program, Path directory) {
        STARTS.readLock().lock();
        try {
            Path room = Files.createTempDirectory("sluice-node");
            try {
                for (String part : purpose.parts()) unpack(part, room);
                var loader =
                        new Loader(
                                new ProcessBuilder(
                                                program.toString(),
                                                room.resolve("loader.cjs").toString(),
                                                room.resolve("answer.json").toString(),
                                                purpose.name())
                                        .directory(directory.toFile())
                                        .redirectErrorStream(true)
                                        .redirectOutput(room.resolve("output.txt").toFile())
                                        .start(),
                                room);
                RUNNING.add(loader);
                return loader;
            } catch (IOException e) {
                remove(room);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            STARTS.readLock().unlock();
        }
    }

    private static Answer answer(Loader loader, Object request, Duration limit) throws IOException {
        Process process = loader.process;
        try (var question = process.getOutputStream()) {
            question.write(Json.MAPPER.writeValueAsBytes(request));
        } catch (IOException _) {
            // it ended before it read: its last words say why
        }
        // what it needs is made ready meanwhile
        ObjectReader facts = Json.MAPPER.readerFor(Facts.class);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                return new Answer.TooLong(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Died(130, "interrupted");
        }
        Path answer = loader.room.resolve("answer.json");
        if (!Files.exists(answer))
            return new Answer.Died(
                    process.exitValue(), lastLines(loader.room.resolve("output.txt")));
        JsonNode tree = Json.MAPPER.readTree(answer.toFile());
        if (!tree.has("facts")) return new Answer.Tree(tree);
        return new Answer.Schema(
                tree,
                facts.readValue(new File(tree.get("facts").asString())),
                Files.readString(Path.of(tree.get("snapshot").asString())));
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
