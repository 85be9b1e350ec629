package dev.sluice.postgres;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Starts PostgreSQL's programs: as the right user, in a folder it can enter, with nothing of the
/// caller's environment that would change what they do.
final class Programs {
    private Programs() {}

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(Unprivileged.command(command));
        builder.directory(new File("/"));
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("PG")
                                || name.startsWith("LC_")
                                || name.equals("LANG")
                                || name.equals("LANGUAGE"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        builder.redirectErrorStream(true);
        return builder;
    }

    static void run(List<String> command) throws IOException {
        run(command, "");
    }

    /// What it says.
    static String run(List<String> command, String input) throws IOException {
        Process process = builder(command).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new PostgresUnavailableException(
                        command.getFirst() + " failed: " + output.strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new InterruptedIOException("Interrupted while " + command.getFirst() + " ran");
        }
    }
}
