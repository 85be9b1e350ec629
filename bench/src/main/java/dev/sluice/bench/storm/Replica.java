package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import dev.sluice.testkit.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One life of a Sluice server as a process of its own, which can be killed, paused, or told at its
/// start to die by itself at a crash point (empty: at none).
public record Replica(Process process, String point, String address) {
    private static final Pattern ADDRESS = Pattern.compile("answers on (http://127.0.0.1:\\d+)/");

    /// Returns when the server answers. `words` are those of `sluice up`.
    static Replica start(String program, Path log, String point, List<String> words)
            throws IOException {
        return answering(launched(program, log, point, words), log, point);
    }

    /// The same, as somebody starts it who has nothing in mind.
    public static Replica start(Path log, Map<String, String> environment, List<String> words)
            throws IOException {
        ProcessBuilder builder = builder(SluiceServer.class.getName(), log, "", words);
        builder.environment().putAll(environment);
        return answering(builder.start(), log, "");
    }

    private static Replica answering(Process process, Path log, String point) throws IOException {
        Ground.await("an address in " + log, () -> !said(log).isEmpty() || !process.isAlive());
        String address = said(log);
        if (address.isEmpty())
            throw new IllegalStateException("the server does not start:\n" + Files.readString(log));
        return new Replica(process, point, address);
    }

    static Process launched(String program, Path log, String point, List<String> words)
            throws IOException {
        return builder(program, log, point, words).start();
    }

    private static ProcessBuilder builder(
            String program, Path log, String point, List<String> words) {
        var command = new ArrayList<String>();
        command.add("-Dsluice.scratch.idle=" + System.getProperty("sluice.scratch.idle", "600"));
        if (!point.isEmpty())
            command.addAll(List.of("-Dsluice.test=true", "-Dsluice.crash=" + point));
        command.addAll(List.of(program, "up", "--port", "0"));
        command.addAll(words);
        return new ProcessBuilder(OwnJvm.command(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
    }

    private static String said(Path log) {
        try {
            var found = ADDRESS.matcher(Files.exists(log) ? Files.readString(log) : "");
            return found.find() ? found.group(1) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Whether it died at the point that it was told.
    boolean diedAtItsPoint() {
        return !process.isAlive() && process.exitValue() == 137 && !point.isEmpty();
    }

    /// `kill -9`; nothing of the server is told.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM.
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) kill();
    }

    /// SIGSTOP or SIGCONT.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
