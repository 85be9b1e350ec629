package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.schema.Catalog;
import dev.sluice.source.snapshot.CatalogText;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How long it takes to compare two catalogs in memory and to plan from one to the other and back,
/// one table of a hundred changed, and how that grows: `bench/run plan-fit ROUNDS`. 10,000 tables
/// are planned besides as a command does it: in a process of its own that has read both catalogs
/// and planned nothing yet, with the JVM's options of `sluice` but without its class archive.
final class PlanFit {
    private static final List<Integer> SIZES = List.of(1_000, 3_000, 10_000, 30_000);

    /// A round works through so many tables, whatever the size.
    private static final int TABLES_A_ROUND = 30_000;

    private static final String COMMAND = "in-a-command";
    private static final int COMMANDS = 5;
    private static final double MOST_SECONDS = 1;

    /// In the exponent; half of what n log n itself is above n there.
    private static final double NOISE = 0.07;

    private record Taken(double wall, double processor) {}

    private record Point(int tables, double wall, double processor) {}

    private PlanFit() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals(COMMAND)) {
            Taken first = once(read(arguments[1]), read(arguments[2]));
            System.out.println(first.wall() + " " + first.processor());
            return;
        }
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        List<Taken> commands = commands();
        Taken first = commands.get(commands.size() / 2);
        System.out.printf(
                "10,000 tables, in a command    wall %.3f s   cpu %.3f s   (median; %.3f to %.3f s)%n",
                first.wall(),
                first.processor(),
                commands.getFirst().wall(),
                commands.getLast().wall());
        var points = new ArrayList<Point>();
        for (int size : SIZES) points.add(measured(size, rounds));
        for (Point p : points)
            System.out.printf(
                    "%,6d tables                  wall %.3f s   cpu %.3f s   %.1f us a table%n",
                    p.tables(), p.wall(), p.processor(), p.wall() * 1e6 / p.tables());
        double worst =
                Math.max(
                        first.wall(),
                        points.stream()
                                .filter(p -> p.tables() == 10_000)
                                .mapToDouble(Point::wall)
                                .sum());
        System.out.printf(
                "%s: a plan of 10,000 tables takes %.3f s at most, wanted less than %.0f%n",
                worst < MOST_SECONDS ? "met" : "MISSED", worst, MOST_SECONDS);
        double exponent = exponent(points);
        System.out.printf(
                "%s: it grows as (n log n)^%.2f, wanted 1 at most%n",
                exponent <= 1 + NOISE ? "met" : "MISSED", exponent);
    }

    private static Catalog read(String file) throws IOException {
        return CatalogText.read(Files.readString(Path.of(file)));
    }

    /// Fastest first.
    private static List<Taken> commands() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        Path before = folder.resolve("before.json");
        Path after = folder.resolve("after.json");
        try {
            Files.writeString(before, CatalogText.write(LargeCatalog.before(10_000)));
            Files.writeString(after, CatalogText.write(LargeCatalog.after(10_000)));
            var taken = new ArrayList<Taken>();
            for (int i = 0; i < COMMANDS; i++) taken.add(command(before, after));
            taken.sort(Comparator.comparingDouble(Taken::wall));
            return taken;
        } finally {
            Files.deleteIfExists(before);
            Files.deleteIfExists(after);
            Files.delete(folder);
        }
    }

    private static Taken command(Path before, Path after) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xms400m",
                                "-Xmn250m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PlanFit.class.getName(),
                                COMMAND,
                                before.toString(),
                                after.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String[] told =
                new String(process.getInputStream().readAllBytes(), UTF_8).strip().split(" ");
        if (process.waitFor() != 0 || told.length != 2)
            throw new IllegalStateException("The process that plans as a command failed.");
        return new Taken(Double.parseDouble(told[0]), Double.parseDouble(told[1]));
    }

    /// The best of the rounds: what else the machine does only adds.
    private static Point measured(int tables, int rounds) {
        Catalog before = LargeCatalog.before(tables);
        Catalog after = LargeCatalog.after(tables);
        int times = TABLES_A_ROUND / tables;
        double wall = Double.MAX_VALUE;
        double processor = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            List<Taken> taken =
                    IntStream.range(0, times).mapToObj(_ -> once(before, after)).toList();
            wall = Math.min(wall, taken.stream().mapToDouble(Taken::wall).sum() / times);
            processor =
                    Math.min(processor, taken.stream().mapToDouble(Taken::processor).sum() / times);
        }
        return new Point(tables, wall, processor);
    }

    private static Taken once(Catalog before, Catalog after) {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        long processor = system.getProcessCpuTime();
        long start = System.nanoTime();
        Planned planned = Planner.plan(before, after, PlanOptions.NONE);
        double wall = (System.nanoTime() - start) / 1e9;
        double used = (system.getProcessCpuTime() - processor) / 1e9;
        if (!(planned instanceof Planned.Ready ready)
                || ready.plan().steps().isEmpty()
                || ready.plan().wayBack().isEmpty())
            throw new IllegalStateException("This is no plan there and back: " + planned);
        return new Taken(wall, used);
    }

    /// Of time over n log n, by least squares of their logarithms.
    private static double exponent(List<Point> points) {
        double[] x =
                points.stream()
                        .mapToDouble(p -> Math.log(p.tables() * Math.log(p.tables())))
                        .toArray();
        double[] y = points.stream().mapToDouble(p -> Math.log(p.processor())).toArray();
        double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).sum() / x.length;
        double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).sum() / y.length;
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }
}
