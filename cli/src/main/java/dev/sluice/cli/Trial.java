package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs several command lines in one process, as people run them one after the other: from this the
/// build takes the archive of loaded classes for a fast start. Each argument is a folder and a
/// command line in it, apart by spaces.
public final class Trial {
    private Trial() {}

    public static void main(String[] arguments) {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line : arguments) {
            String[] words = line.split(" ", -1);
            Path folder = Path.of(words[0]).toAbsolutePath();
            var shell = new Shell(folder, System.getenv(), in, System.out, System.err, false);
            String[] command = java.util.Arrays.copyOfRange(words, 1, words.length);
            System.err.println(line + ": " + Main.run(shell, command));
        }
    }
}
