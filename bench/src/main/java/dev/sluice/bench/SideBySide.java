package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Programs timed in turn, A B C, A B C, so that what else the machine does hits all alike.
///
/// The figure to quote is the ratio of one call's medians, never seconds across days.
final class SideBySide {
    /// One way to do the work. `prepare` runs before each round and is not timed.
    record Contender(String name, Path folder, List<String> command, Preparation prepare) {}

    interface Preparation {
        Preparation NONE = _ -> {};

        void before(int round) throws IOException;
    }

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    static SideBySide run(int rounds, List<Contender> contenders)
            throws IOException, InterruptedException {
        var measure = new SideBySide();
        for (int round = 0; round < rounds; round++)
            for (Contender contender : contenders) {
                contender.prepare().before(round);
                double taken = once(contender);
                measure.seconds
                        .computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(taken);
            }
        return measure;
    }

    double median(String name) {
        List<Double> sorted = seconds.getOrDefault(name, List.of()).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// Prints a line a contender, with its ratio to the one named.
    void print(String against) {
        seconds.forEach((name, all) ->
                System.out.printf(
                        "%-28s median %7.3f s   min %7.3f   max %7.3f   n %2d   %5.2f x %s%n",
                        name,
                        median(name),
                        all.stream().min(Double::compare).orElseThrow(),
                        all.stream().max(Double::compare).orElseThrow(),
                        all.size(),
                        median(name) / median(against),
                        against));
    }

    /// One goal, said as a person would check it.
    void goal(String name, double factor, String against) {
        double ratio = median(name) / median(against);
        System.out.printf(
                "%s: %s is %.2f x %s, wanted at most %.2f%n",
                ratio <= factor ? "met" : "MISSED", name, ratio, against, factor);
    }

    static double once(Contender contender) throws IOException, InterruptedException {
        Path output = Files.createTempFile("sluice-bench", ".out");
        try {
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(contender.command())
                            .directory(contender.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            process.getOutputStream().close();
            int exit = process.waitFor();
            double taken = (System.nanoTime() - start) / 1e9;
            if (exit != 0)
                throw new IOException(contender.name() + " failed: " + Files.readString(output));
            return taken;
        } finally {
            Files.delete(output);
        }
    }
}
