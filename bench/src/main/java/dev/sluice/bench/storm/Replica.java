package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import dev.sluice.testkit.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// One life of a Sluice server as a process of its own, which can be killed, paused, or told at its
/// start to die by itself at a crash point (empty: at none).
public record Replica(
        Process process, String point, String address, long since, AtomicBoolean killed) {
    private static final Pattern ADDRESS = Pattern.compile("answers on (http://127.0.0.1:\\d+)/");

    /// Shorter than usual: who waits for its end is not at work.
    static final Duration LEASE = Duration.ofSeconds(4);

    /// Returns when the server answers, or died at its point before. `words` are those of `sluice
    /// up`.
    static Replica start(String program, Path log, String point, List<String> words)
            throws IOException {
        var options = new ArrayList<String>();
        if (!point.isEmpty())
            options.addAll(List.of("-Dsluice.test=true", "-Dsluice.crash=" + point));
        return launched(OwnJvm.trained(command(options, program, words)), log, point);
    }

    /// Its end leaves an archive for those that are started later.
    static Replica training(String program, Path log, List<String> words) throws IOException {
        return launched(OwnJvm.training(command(List.of(), program, words)), log, "");
    }

    /// As somebody starts it who has nothing in mind.
    public static Replica start(Path log, Map<String, String> environment, List<String> words)
            throws IOException {
        var command = new ArrayList<>(List.of(SluiceServer.class.getName(), "up", "--port", "0"));
        command.addAll(words);
        return launched(OwnJvm.command(command.toArray(String[]::new)), environment, log, "");
    }

    private static String[] command(List<String> options, String program, List<String> words) {
        var command = new ArrayList<>(options);
        command.add("-Dsluice.scratch.idle=" + System.getProperty("sluice.scratch.idle", "600"));
        // a life is too short for twenty connections to the metadata at its begin
        command.add("-Dsluice.lease=" + LEASE.toSeconds() + "s");
        command.add("-Dspring.datasource.hikari.minimum-idle=2");
        command.addAll(List.of(program, "up", "--port", "0"));
        command.addAll(words);
        return command.toArray(String[]::new);
    }

    private static Replica launched(List<String> command, Path log, String point)
            throws IOException {
        return launched(command, Map.of(), log, point);
    }

    private static Replica launched(
            List<String> command, Map<String, String> environment, Path log, String point)
            throws IOException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Ground.await("an address in " + log, () -> !said(log).isEmpty() || !process.isAlive());
        var started =
                new Replica(process, point, said(log), System.nanoTime(), new AtomicBoolean());
        if (started.address().isEmpty() && !started.diedAtItsPoint())
            throw new IllegalStateException("the server does not start:\n" + Files.readString(log));
        return started;
    }

    private static String said(Path log) {
        try {
            var found = ADDRESS.matcher(Files.exists(log) ? Files.readString(log) : "");
            return found.find() ? found.group(1) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Whether it died at the point that it was told, and by no other hand.
    boolean diedAtItsPoint() {
        return !point.isEmpty()
                && !process.isAlive()
                && process.exitValue() == 137
                && !killed.get();
    }

    /// `kill -9`; nothing of the server is told.
    public void kill() throws InterruptedException {
        if (process.isAlive()) killed.set(true);
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM; returns when it is gone.
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /// SIGSTOP or SIGCONT.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
