package dev.sluice.bench.fleet;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Looks again and again at what the threads of the runs are doing, and counts.
final class Samples implements AutoCloseable {
    /// What a stack is in the middle of: the first of these that stands in it.
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("Execution.line(", "log of the run");
        PARTS.put("RunEnd.record(", "");
        PARTS.put("Execution.record(", "history");
        PARTS.put("RunEnd.lambda$record", "metadata: end, next turn");
        PARTS.put("RunWork.claim(", "metadata: gates, claim");
        PARTS.put("Execution.migrations(", "metadata: what is proven");
        PARTS.put("CatalogReader.", "catalog");
        PARTS.put("DriftCheck.", "comparison");
        PARTS.put("Fingerprint.", "fingerprint");
        PARTS.put("Session.connect(", "connect");
        PARTS.put("Session.open(", "session checks");
        PARTS.put("Session.configure(", "session settings");
        PARTS.put("Fence.", "fence");
        PARTS.put("Ledger", "ledger");
        PARTS.put("Session.commit(", "commit");
        PARTS.put("MigrationRun.run(", "statements");
        PARTS.put("dev.sluice.rollout.", "rest of the run on the target");
        PARTS.put("dev.sluice.server.rollouts.RunWork.", "metadata: rest");
    }

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Path folder;
    private final Thread looker;
    private volatile boolean over;

    Samples() throws IOException {
        folder = Files.createTempDirectory("sluice-samples");
        looker = Thread.ofPlatform().name("samples").start(this::look);
    }

    private void look() {
        var threads = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (int i = 0; !over; i++) {
            Path dump = folder.resolve("d" + i);
            try {
                threads.dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
                for (String stack : Files.readString(dump).split("\n\n")) count(stack);
                Files.delete(dump);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(25_000_000);
        }
    }

    private void count(String stack) {
        if (!stack.contains("dev.sluice.server.rollouts.RunWork.run(")) return;
        String part = part(stack);
        counts.merge(part, 1, Integer::sum);
    }

    private static String part(String stack) {
        if (stack.contains("RunEnd.record("))
            return stack.contains("Execution.record(") ? "history" : "metadata: end, next turn";
        for (var part : PARTS.entrySet())
            if (stack.contains(part.getKey()) && !part.getValue().isEmpty()) return part.getValue();
        return "other";
    }

    void print(PrintStream out) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(e ->
                        out.printf("  %5.1f %%  %s%n", 100.0 * e.getValue() / all, e.getKey()));
    }

    @Override
    public void close() throws IOException {
        over = true;
        try {
            looker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(folder);
    }
}
