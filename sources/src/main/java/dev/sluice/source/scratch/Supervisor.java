package dev.sluice.source.scratch;

import dev.sluice.postgres.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Owns a scratch server in a process of its own, which outlives the command that started it and
/// ends when nobody has used it for a while, when its cache was emptied, or when another took its
/// place.
public final class Supervisor {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

    /// All that it needs of the environment: what else stands there may be secret.
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER", "XDG_CACHE_HOME", "XDG_DATA_HOME");

    private Supervisor() {}

    /// Arguments: the major, the cache, the server's folder in it, seconds without a client.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        Duration idle = Duration.ofSeconds(Long.parseLong(arguments[3]));
        try (var server =
                EmbeddedPostgres.scratch(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
            String url = server.url("postgres");
            publish(folder, url);
            try (FileChannel clients = SharedServer.lockFile(folder, "clients.lock")) {
                awaitEnd(folder, url, clients, idle);
            }
        }
        System.exit(0);
    }

    private static void publish(Path folder, String url) throws IOException {
        Path written = folder.resolve("address.new");
        Files.deleteIfExists(written);
        Files.createFile(
                written,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, url);
        Files.move(written, SharedServer.address(folder), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitEnd(Path folder, String url, FileChannel clients, Duration idle)
            throws IOException, InterruptedException {
        long lastUse = System.nanoTime();
        while (isOurs(folder, url)) {
            Thread.sleep(500);
            if (!isFree(clients)) lastUse = System.nanoTime();
            else if (System.nanoTime() - lastUse > idle.toNanos() && withdraw(folder, url, clients))
                return;
        }
    }

    private static boolean isOurs(Path folder, String url) {
        try {
            return Files.readString(SharedServer.address(folder)).equals(url);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isFree(FileChannel clients) throws IOException {
        try (FileLock lock = clients.tryLock()) {
            return lock != null;
        }
    }

    /// Under the lock that a client holds while it looks for a server.
    private static boolean withdraw(Path folder, String url, FileChannel clients)
            throws IOException {
        try (FileChannel start = SharedServer.lockFile(folder, "start.lock");
                FileLock _ = start.lock()) {
            if (!isFree(clients) || !isOurs(folder, url)) return false;
            Files.deleteIfExists(SharedServer.address(folder));
            return true;
        }
    }

    /// Starts the process and waits for its address.
    static String start(int major, Path cache, Path folder) throws IOException {
        Path address = SharedServer.address(folder);
        Files.deleteIfExists(address);
        Process process = process(major, cache, folder).start();
        process.getOutputStream().close();
        long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
        while (!Files.exists(address)) {
            if (!process.isAlive()) throw new IOException(lastWords(folder));
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException(
                        "it did not answer within three minutes; look into "
                                + SharedServer.log(folder)
                                + ".");
            }
            pause();
        }
        return Files.readString(address);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted.", e);
        }
    }

    private static ProcessBuilder process(int major, Path cache, Path folder) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) command.add("/usr/bin/setsid");
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        classPath(),
                        Supervisor.class.getName(),
                        Integer.toString(major),
                        cache.toString(),
                        folder.toString(),
                        Long.toString(idle().toSeconds())));
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().keySet().retainAll(ENVIRONMENT);
        File log = SharedServer.log(folder).toFile();
        return builder.redirectErrorStream(true).redirectOutput(log);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Duration idle() {
        Long seconds = Long.getLong("sluice.scratch.idle");
        return seconds == null ? IDLE : Duration.ofSeconds(seconds);
    }

    private static String lastWords(Path folder) throws IOException {
        List<String> lines =
                Files.readAllLines(SharedServer.log(folder)).stream()
                        .filter(l -> !l.startsWith("\tat ") && !l.isBlank())
                        .toList();
        return lines.isEmpty() ? "it ended without a word." : lines.getFirst();
    }
}
