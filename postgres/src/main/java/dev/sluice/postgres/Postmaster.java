package dev.sluice.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running server process.
///
/// A shell stands between: it starts the server and waits on the pipe to us. When the pipe closes,
/// because we stop or because this JVM died however hard, the shell stops the server. No orphans.
final class Postmaster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;
    private static final String WATCH = "\"$@\" & p=$!; read _; kill -%s $p; wait $p";
    private static final String COPY = "cp -R \"$1\" \"$2\" && shift 2 && ";

    private final Process shell;
    private final int port;

    private Postmaster(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /// Starts on a data folder that is there.
    static Postmaster start(Binaries binaries, Profile profile, Path data, Path log)
            throws IOException {
        awaitPredecessor(data);
        return start(
                binaries,
                profile,
                data,
                log,
                List.of(),
                String.format(WATCH, profile.stopSignal()));
    }

    /// Starts on a copy of a data folder, made by the server's own user in the same breath.
    static Postmaster startCopy(
            Binaries binaries, Profile profile, Path template, Path data, Path log)
            throws IOException {
        String script = COPY + "{ " + String.format(WATCH, profile.stopSignal()) + "; }";
        List<String> copied = List.of(template.toString(), data.toString());
        return start(binaries, profile, data, log, copied, script);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(60, TimeUnit.SECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Postmaster start(
            Binaries binaries,
            Profile profile,
            Path data,
            Path log,
            List<String> first,
            String script)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
            command.addAll(first);
            command.addAll(server(binaries, profile, data, port));
            Process shell =
                    Programs.builder(command)
                            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                            .start();
            Postmaster postmaster = new Postmaster(shell, port);
            if (postmaster.isReady(data, log)) {
                return postmaster;
            }
            postmaster.close();
            if (attempt == ATTEMPTS || !portWasTaken(log)) {
                throw new PostgresUnavailableException(
                        "The embedded PostgreSQL "
                                + binaries.version()
                                + " did not start. Its last words: "
                                + lastWords(log));
            }
            if (!first.isEmpty()) {
                Folders.delete(data);
            }
        }
    }

    private static List<String> server(Binaries binaries, Profile profile, Path data, int port) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                binaries.program("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port)));
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "timezone=UTC",
                                "log_timezone=UTC"));
        settings.addAll(profile.settings());
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /// The server writes "ready" into its pid file: no connection is needed to know.
    private boolean isReady(Path data, Path log) throws IOException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            if (pidFile(data).stream().anyMatch(line -> line.strip().equals("ready"))) {
                return true;
            }
            if (!shell.isAlive() || lastWords(log).contains("FATAL:") || isGone(limit)) {
                return false;
            }
            pause();
        }
        return false;
    }

    /// The shell waits on its pipe even when the server has died without a word: its children
    /// count, once it has had time to start them.
    private boolean isGone(long limit) {
        boolean early = limit - System.nanoTime() > START_LIMIT.minusSeconds(25).toNanos();
        return !early
                && shell.descendants()
                        .allMatch(process -> process.info().command().orElse("sh").endsWith("sh"));
    }

    /// A server of a JVM that has just died is still stopping: wait for it, it holds the data
    /// folder.
    private static void awaitPredecessor(Path data) throws IOException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit && predecessorLives(data)) {
            pause();
        }
        if (predecessorLives(data)) {
            throw new PostgresUnavailableException(
                    "Another server runs on "
                            + data
                            + " (process "
                            + pidFile(data).getFirst()
                            + "). Stop it first, or choose another --data folder.");
        }
    }

    private static boolean predecessorLives(Path data) throws IOException {
        List<String> lines = pidFile(data);
        if (lines.isEmpty()) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    private static List<String> pidFile(Path data) throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean portWasTaken(Path log) throws IOException {
        return lastWords(log).contains("could not bind")
                || lastWords(log).contains("could not create any TCP/IP");
    }

    private static String lastWords(Path log) throws IOException {
        String text = Files.exists(log) ? Files.readString(log) : "";
        return text.substring(Math.max(0, text.length() - 2000)).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for PostgreSQL");
        }
    }
}
