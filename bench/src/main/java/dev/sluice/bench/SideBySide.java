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
/// The figure to quote is the ratio of one call's medians, never seconds across days. Processor
/// seconds stand beside, which a busy machine changes less: the program's own, and what others
/// spent on it.
final class SideBySide {
    /// One way to do the work. `prepare` runs before each round and is not timed.
    record Contender(String name, Path folder, List<String> command, Preparation prepare) {}

    interface Preparation {
        Preparation NONE = _ -> {};

        void before(int round) throws IOException;
    }

    /// Processor seconds so far of those who work for the contenders, such as a server.
    interface Others {
        Others NONE = () -> 0;

        double seconds() throws IOException;
    }

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> own = new LinkedHashMap<>();
    private final Map<String, List<Double>> others = new LinkedHashMap<>();

    static SideBySide run(int rounds, List<Contender> contenders)
            throws IOException, InterruptedException {
        return run(rounds, contenders, Others.NONE);
    }

    static SideBySide run(int rounds, List<Contender> contenders, Others others)
            throws IOException, InterruptedException {
        var measure = new SideBySide();
        for (int round = 0; round < rounds; round++)
            for (Contender contender : contenders) {
                contender.prepare().before(round);
                double own = Processors.endedChildren();
                double elsewhere = others.seconds();
                measure.add(measure.seconds, contender, once(contender));
                measure.add(measure.own, contender, Processors.endedChildren() - own);
                measure.add(measure.others, contender, others.seconds() - elsewhere);
            }
        return measure;
    }

    private void add(Map<String, List<Double>> to, Contender contender, double value) {
        to.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        return median(seconds, name);
    }

    private static double median(Map<String, List<Double>> of, String name) {
        List<Double> sorted = of.getOrDefault(name, List.of()).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// Prints a line a contender, with its ratio to the one named.
    void print(String against) {
        seconds.forEach((name, all) ->
                System.out.printf(
                        "%-28s median %7.3f s   min %7.3f   max %7.3f   n %2d   cpu %6.2f + %5.2f   %5.2f x %s%n",
                        name,
                        median(name),
                        all.stream().min(Double::compare).orElseThrow(),
                        all.stream().max(Double::compare).orElseThrow(),
                        all.size(),
                        median(own, name),
                        median(others, name),
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
        return ran(contender, _ -> {});
    }

    /// What it says, and complains.
    static String output(Contender contender) throws IOException, InterruptedException {
        var said = new StringBuilder();
        ran(contender, output -> said.append(Files.readString(output)));
        return said.toString();
    }

    private interface Look {
        void at(Path output) throws IOException;
    }

    private static double ran(Contender contender, Look look)
            throws IOException, InterruptedException {
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
            look.at(output);
            return taken;
        } finally {
            Files.delete(output);
        }
    }
}
