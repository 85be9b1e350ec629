package dev.sluice.bench;

import dev.sluice.source.scratch.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// `diff-corpus DIR [--only REGEX] [--every N] [--offset K] [--list FILE] [--threads N] [--report
/// FILE]`: plans each pair from.sql → to.sql, runs it there and back on the machine's PostgreSQL,
/// and judges by pg_dump.
public final class DiffCorpus {
    private final Map<CorpusPair.Ending, List<CorpusPair.Result>> endings =
            new EnumMap<>(CorpusPair.Ending.class);
    private final Map<String, int[]> kinds = new TreeMap<>();
    private int loaded;
    private int unchanged;

    private DiffCorpus() {}

    public static void main(String[] arguments) throws Exception {
        Path corpus = Path.of(arguments[0]).toRealPath();
        List<Path> folders = folders(corpus, arguments);
        var bench = new DiffCorpus();
        long start = System.nanoTime();
        try (var server = NativePostgres.start()) {
            bench.run(
                    server, folders, Integer.parseInt(Sample.option(arguments, "--threads", "2")));
        }
        Path report =
                Path.of(Sample.option(arguments, "--report", "target/corpus-failures.txt"))
                        .toAbsolutePath();
        Files.createDirectories(report.getParent());
        try (var out =
                new PrintStream(
                        Files.newOutputStream(report),
                        true,
                        java.nio.charset.StandardCharsets.UTF_8)) {
            bench.summary(out, System.nanoTime() - start);
            bench.failures(out);
        }
        bench.summary(System.out, System.nanoTime() - start);
        System.out.println("failures with their causes: " + report);
    }

    private static List<Path> folders(Path corpus, String[] arguments) throws IOException {
        String list = Sample.option(arguments, "--list", "");
        List<String> named = list.isEmpty() ? List.of() : Files.readAllLines(Path.of(list));
        try (var listed = Files.list(corpus)) {
            List<Path> all =
                    listed.filter(p -> Files.exists(p.resolve("from.sql")))
                            .filter(p ->
                                    named.isEmpty() || named.contains(p.getFileName().toString()))
                            .sorted()
                            .toList();
            return Sample.of(arguments).from(all, p -> p.getFileName().toString());
        }
    }

    private void run(NativePostgres server, List<Path> folders, int threads) throws Exception {
        try (Scratch scratch = Scratch.open(15, server.url("postgres"));
                var pool = Executors.newFixedThreadPool(threads)) {
            var memory = CorpusMemory.at(Path.of("bench/target/corpus-memory"));
            var number = new AtomicInteger();
            var running = new ArrayList<Future<CorpusPair.Result>>();
            for (Path folder : folders)
                running.add(
                        pool.submit(() ->
                                new CorpusPair(
                                                server,
                                                scratch,
                                                folder,
                                                memory,
                                                number.incrementAndGet())
                                        .run()));
            int done = 0;
            for (var pair : running) {
                count(pair.get());
                if (++done % 100 == 0) System.err.println(done + " of " + folders.size());
            }
        }
    }

    private void count(CorpusPair.Result result) {
        endings.computeIfAbsent(result.ending(), _ -> new ArrayList<>()).add(result);
        if (result.ending() == CorpusPair.Ending.NOT_LOADABLE) return;
        loaded++;
        if (result.kinds().isEmpty()) unchanged++;
        for (String kind : result.kinds()) {
            int[] counts = kinds.computeIfAbsent(kind, _ -> new int[2]);
            counts[0]++;
            if (result.ending() == CorpusPair.Ending.PASSED) counts[1]++;
        }
    }

    private int size(CorpusPair.Ending ending) {
        return endings.getOrDefault(ending, List.of()).size();
    }

    private void summary(PrintStream out, long nanos) {
        int all = endings.values().stream().mapToInt(List::size).sum();
        int passed = size(CorpusPair.Ending.PASSED);
        int there = passed;
        for (var ending :
                List.of(
                        CorpusPair.Ending.NO_WAY_BACK,
                        CorpusPair.Ending.BACK_FAILED,
                        CorpusPair.Ending.BACK_WRONG)) there += size(ending);
        int silent =
                size(CorpusPair.Ending.UP_WRONG)
                        + size(CorpusPair.Ending.UNSAFE)
                        + size(CorpusPair.Ending.BACK_WRONG);
        out.printf("%d pairs in %d s%n", all, nanos / 1_000_000_000);
        out.printf("loaded %d, of which %d change nothing%n", loaded, unchanged);
        out.printf(
                "there, equal and safe %d (%.1f %%), back as well %d (%.1f %%), wrong in silence %d%n",
                there, percent(there), passed, percent(passed), silent);
        for (var ending : CorpusPair.Ending.values())
            out.printf("  %-14s %d%n", ending, size(ending));
        endings.getOrDefault(CorpusPair.Ending.PASSED, List.of()).stream()
                .filter(r -> !r.cause().isEmpty())
                .forEach(r -> out.printf("  %s: %s%n", r.name(), r.cause()));
        out.println("by kind of what differs (passed of all):");
        kinds.forEach(
                (kind, counts) -> out.printf("  %-20s %d of %d%n", kind, counts[1], counts[0]));
    }

    private double percent(int part) {
        return loaded == 0 ? 0 : 100.0 * part / loaded;
    }

    private void failures(PrintStream out) {
        for (var ending : CorpusPair.Ending.values()) {
            if (ending == CorpusPair.Ending.PASSED) continue;
            out.printf("%n######## %s: %d%n", ending, size(ending));
            for (var result : endings.getOrDefault(ending, List.of()))
                out.printf(
                        "%n== %s %s %s%n%s%n",
                        result.name(), ending, result.kinds(), result.cause());
        }
    }
}
