package dev.sluice.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks git whether a file can be got back after it is overwritten.
record Uncommitted(Path root) {
    /// @throws CommandFailed naming the files whose edits would be lost
    void refuse(Map<Path, String> files, boolean force) throws IOException {
        if (force) return;
        var lost = new ArrayList<String>();
        for (Path file : files.keySet())
            if (Files.exists(file) && !isCommitted(file))
                lost.add(root.relativize(file).toString());
        if (!lost.isEmpty())
            throw new CommandFailed(
                    Exit.REFUSED,
                    "edits that are not committed would be lost: "
                            + String.join(", ", lost)
                            + ". Nothing was written.\n  Commit them, or overwrite them with --force.");
    }

    private boolean isCommitted(Path file) throws IOException {
        return run("ls-files", "--error-unmatch", "--", file.toString()).exit() == 0
                && run("status", "--porcelain", "--", file.toString()).text().isBlank();
    }

    private record Answer(int exit, String text) {}

    private Answer run(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(git.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException noGit) {
            return new Answer(1, "");
        }
    }
}
