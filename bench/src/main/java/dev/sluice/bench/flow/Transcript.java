package dev.sluice.bench.flow;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was typed and what was answered, for people to read; and how long each chapter took.
final class Transcript {
    private final PrintStream out;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private int commands;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void chapter(String title, Chapter chapter) throws Exception {
        out.printf("%n== %s%n", title);
        long start = System.nanoTime();
        chapter.tell();
        seconds.put(title, (System.nanoTime() - start) / 1e9);
    }

    void command(String who, List<String> words) {
        commands++;
        var line = new StringBuilder();
        for (String word : words)
            line.append(' ').append(word.matches("[\\w./:=@%+#,-]+") ? word : "'" + word + "'");
        out.printf("%n%s$%s%n", who, line);
    }

    void answer(int exit, String text) {
        text.lines().forEach(line -> out.println("  " + line));
        if (exit != 0) out.println("  [exit " + exit + "]");
    }

    void note(String text) {
        text.lines().forEach(line -> out.println("  | " + line));
    }

    int commands() {
        return commands;
    }

    Map<String, Double> seconds() {
        return seconds;
    }

    @FunctionalInterface
    interface Chapter {
        void tell() throws Exception;
    }
}
