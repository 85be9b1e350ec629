package dev.sluice.server.backups;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A program that ends when this server does.
///
/// A small shell stands between: it starts the program, whose words it passes on as they are, and
/// waits on the pipe to us. When the pipe closes, because we stop it or because this JVM died
/// however hard, the shell ends the program, and what that has started where setsid is there.
final class Child {
    static final String WATCH =
            "exec 3<&0; if command -v setsid >/dev/null; then setsid \"$@\" </dev/null 3<&- &"
                    + " else \"$@\" </dev/null 3<&- & fi; p=$!;"
                    + " { read _ <&3; kill -s TERM -- -$p || kill -s TERM $p; } >/dev/null 2>&1 & w=$!;"
                    + " wait $p; r=$?; kill $w 2>/dev/null; exit $r";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MOST_LINES = 200;
    static final int LONGEST_LINE = 1000;

    /// `last` is the last line of its standard output.
    record Ended(int code, boolean late, boolean stopped, String last) {}

    private Child() {}

    static Ended run(
            List<String> command,
            Map<String, String> environment,
            Duration limit,
            BooleanSupplier stop,
            Consumer<String> told)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "backup"));
        words.addAll(command);
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process shell = builder.start();
        var out = new Lines(shell.getInputStream(), told);
        var err = new Lines(shell.getErrorStream(), told);
        Thread readOut = Thread.ofVirtual().start(out);
        Thread readErr = Thread.ofVirtual().start(err);
        boolean late = false;
        boolean stopped = false;
        try {
            Instant end = Instant.now().plus(limit);
            while (!late && !stopped && !shell.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                late = Instant.now().isAfter(end);
                stopped = stop.getAsBoolean();
            }
        } finally {
            end(shell);
        }
        readOut.join(GRACE);
        readErr.join(GRACE);
        return new Ended(shell.exitValue(), late, stopped, out.last);
    }

    private static void end(Process shell) throws InterruptedException, IOException {
        if (shell.isAlive()) {
            List<ProcessHandle> all = shell.descendants().toList();
            shell.getOutputStream().close();
            if (!shell.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS))
                shell.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
        }
        shell.getOutputStream().close();
    }

    /// Reads all that is said, so that the program never waits for us, and keeps little of it.
    private static final class Lines implements Runnable {
        private final InputStream from;
        private final Consumer<String> told;
        private int count;
        private volatile String last = "";

        Lines(InputStream from, Consumer<String> told) {
            this.from = from;
            this.told = told;
        }

        @Override
        public void run() {
            try (Reader reader =
                    new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                var line = new StringBuilder();
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    if (c == '\n') ended(line);
                    else if (line.length() < LONGEST_LINE) line.append((char) c);
                }
                ended(line);
            } catch (IOException _) {
                // the program is gone, and what it said with it
            }
        }

        private void ended(StringBuilder line) {
            String text = line.toString().strip();
            line.setLength(0);
            if (text.isEmpty()) return;
            last = text;
            count++;
            if (count <= MOST_LINES) told.accept(text);
            else if (count == MOST_LINES + 1) told.accept("… what else it says is not kept");
        }
    }
}
