package dev.sluice.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Many open pages of one change on which nothing happens for a while, and then one thing.
public final class Lookers {
    /// As many as one person may have open.
    private static final int OF_ONE = 100;

    private static final int CHANGES = 60;
    private static final double MOST_SECONDS = 1;
    private static final double MOST_GROWTH = 0.05;
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K|used (\\d+)K");

    private Lookers() {}

    /// `quiet` is how long nothing happens. Whether the heap stayed as it was and the news was
    /// everywhere in time.
    public static boolean run(Place place, int count, Duration quiet, PrintStream out)
            throws IOException, SQLException, InterruptedException {
        place.start();
        try (var http = Readers.http();
                var pages = new OpenPages(place.address())) {
            int people = (count + OF_ONE - 1) / OF_ONE;
            Stock.fill(place, http, CHANGES, people);
            int change = inReview(place);
            List<Client> readers = Readers.people(http, place.address(), people);
            long before = heap(place);
            long began = System.nanoTime();
            for (int i = 0; i < count; i++)
                pages.open(readers.get(i / OF_ONE).cookie(), "/p/1/c/" + change + "/events");
            pages.until(count, 1, Duration.ofMinutes(2));
            out.printf(
                    "%d streams of %d people are open after %.1f s%n",
                    count, people, (System.nanoTime() - began) / 1e9);
            pages.pass(Duration.ofSeconds(20));
            long first = heap(place);
            pages.pass(quiet);
            long last = heap(place);
            out.printf(
                    "heap: %.1f MB before, %.1f MB with them (%.1f KB each), %.1f MB %d s later%n",
                    before / 1e6,
                    first / 1e6,
                    (first - before) / 1e3 / count,
                    last / 1e6,
                    quiet.toSeconds());
            double seconds = told(place, readers.getFirst(), change, pages, count);
            out.printf(
                    "an approval was on all %d pages %.3f s after it was sent, wanted %.0f s%n",
                    pages.count(), seconds, MOST_SECONDS);
            return seconds <= MOST_SECONDS
                    && last <= first * (1 + MOST_GROWTH)
                    && pages.count() == count;
        }
    }

    private static int inReview(Place place) throws SQLException {
        try (Connection metadata = place.metadata()) {
            return Known.read(metadata).inReview().getFirst();
        }
    }

    /// Seconds from the wish to the last page that heard of it.
    private static double told(Place place, Client approver, int change, OpenPages pages, int count)
            throws IOException, InterruptedException {
        String path = "/projects/" + Stock.PROJECT + "/changes/" + change;
        String digest = approver.get(path).path("revision").path("digest").asString();
        long began = System.nanoTime();
        Thread wish =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                approver.post(
                                        path + "/approve",
                                        java.util.Map.of(
                                                "digest", digest, "environment", "staging"));
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        pages.until(count, 2, Duration.ofSeconds(30));
        double seconds = (pages.lastHeard() - began) / 1e9;
        wish.join();
        return seconds;
    }

    /// Bytes in use after a collection.
    private static long heap(Place place) throws IOException, InterruptedException {
        jcmd(place, "GC.run");
        String info = jcmd(place, "GC.heap_info");
        Matcher used = USED.matcher(info);
        long bytes = 0;
        for (String line : info.lines().filter(l -> !l.contains("space")).toList())
            if (!line.contains("Metaspace") && used.reset(line).find())
                bytes +=
                        1024
                                * Long.parseLong(
                                        used.group(1) == null ? used.group(2) : used.group(1));
        if (bytes == 0) throw new IllegalStateException("no heap is told:\n" + info);
        return bytes;
    }

    private static String jcmd(Place place, String command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/jcmd",
                                Long.toString(place.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0)
            throw new IllegalStateException(command + ": " + said);
        return said;
    }
}
