package dev.sluice.bench.flow;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was typed and what was answered, for people to read (Markdown); and how long each chapter
/// took. A long answer is shortened.
final class Transcript {
    private static final int LINES = 60;
    private static final int COLUMNS = 1200;

    private final PrintStream out;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private int commands;
    private boolean open;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void chapter(String title, Chapter chapter) throws Exception {
        fence(false);
        out.printf("%n## %s%n", title);
        long start = System.nanoTime();
        chapter.tell();
        seconds.put(title, (System.nanoTime() - start) / 1e9);
    }

    void command(String who, List<String> words) {
        var line = new StringBuilder();
        for (String word : words)
            line.append(' ').append(word.matches("[\\w./:=@%+#,-]+") ? word : quoted(word));
        typed(who, line.substring(1));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// A line as the shell takes it.
    void typed(String who, String line) {
        commands++;
        fence(false);
        out.println();
        fence(true);
        out.println(who + "$ " + line);
    }

    void answer(int exit, String text) {
        List<String> lines = text.lines().toList();
        for (String line : lines.subList(0, Math.min(LINES, lines.size())))
            out.println(
                    line.length() <= COLUMNS
                            ? line
                            : line.substring(0, COLUMNS) + "… (" + line.length() + " characters)");
        if (lines.size() > LINES) out.println("… (" + (lines.size() - LINES) + " lines more)");
        if (exit != 0) out.println("[exit " + exit + "]");
        fence(false);
    }

    void note(String text) {
        fence(false);
        out.println();
        text.lines().forEach(line -> out.println("> " + line));
    }

    /// Answers that are not as told end the story.
    void expect(Object wanted, Object found, String what) {
        note(what + ": " + found);
        if (!wanted.equals(found))
            throw new Said.Broken(what + ": " + found + " and not " + wanted + ".");
    }

    private void fence(boolean wanted) {
        if (open != wanted) out.println("```");
        open = wanted;
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
