package dev.sluice.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Many people who read everything at once, each one question after the other.
public final class Readers {
    private static final double MOST_MILLIS = 150;
    private static final double MOST_SECONDS = 4;
    private static final int PAGES = 3;
    private static final Duration WARMING = Duration.ofSeconds(20);
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    /// Nanoseconds of each answer, by route.
    private final Map<String, List<Long>> took = new TreeMap<>();

    private final List<Route> routes;
    private final Duration pause;
    private volatile boolean counting;
    private volatile boolean over;

    private Readers(List<Route> routes, Duration pause) {
        this.routes = routes;
        this.pause = pause;
    }

    /// `pause` is what each reader takes to look at an answer.
    public record Plan(int changes, int readers, Duration time, Duration pause) {}

    /// Whether everything was fast enough.
    public static boolean run(Place place, Plan plan, PrintStream out)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        place.start();
        try (var http = http()) {
            Stock.fill(place, http, plan.changes, plan.readers);
            place.stop();
            boolean ready = ready(place, out);
            try (Connection metadata = place.metadata()) {
                return fast(http, place.address(), metadata, plan, out) & ready;
            }
        }
    }

    static boolean fast(
            HttpClient http, String address, Connection metadata, Plan plan, PrintStream out)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        Known known = Known.read(metadata);
        out.printf(
                "%d changes, %d runs%n%n",
                known.done().size() + known.halfWay().size() + known.inReview().size(),
                known.runs().size());
        List<Client> people = people(http, address, plan.readers);
        var readers =
                new Readers(Routes.of(people.getFirst().get("/openapi.json"), known), plan.pause);
        readers.read(people, plan.time);
        return readers.print(plan.time, out);
    }

    static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /// The middle of three starts.
    private static boolean ready(Place place, PrintStream out)
            throws IOException, InterruptedException {
        var starts = new ArrayList<Duration>();
        Duration work = Duration.ZERO;
        for (int i = 0; i < 3; i++) {
            if (i > 0) place.stop();
            starts.add(place.start());
            work = place.work();
        }
        double middle = starts.stream().sorted().toList().get(1).toMillis() / 1e3;
        out.printf(
                "ready after %s: %.2f s with %.2f s of CPU, wanted %.0f s%n",
                String.join(
                        ", ",
                        starts.stream().map(s -> "%.2f".formatted(s.toMillis() / 1e3)).toList()),
                middle,
                work.toMillis() / 1e3,
                MOST_SECONDS);
        return middle <= MOST_SECONDS;
    }

    static List<Client> people(HttpClient http, String address, int count)
            throws IOException, InterruptedException {
        var people = new ArrayList<Client>();
        for (int i = 1; i <= count; i++)
            people.add(Client.of(http, address, "reader" + i, "read", "approve", "audit", "admin"));
        return people;
    }

    private void read(List<Client> people, Duration time)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(people.size())) {
            var reading = new ArrayList<Callable<Void>>();
            for (int i = 0; i < people.size(); i++) {
                var random = new Random(i);
                Client person = people.get(i);
                reading.add(() -> {
                    while (!over) readAll(person, random);
                    return null;
                });
            }
            var all = reading.stream().map(threads::submit).toList();
            Thread.sleep(WARMING);
            counting = true;
            Thread.sleep(time);
            over = true;
            for (var one : all) one.get();
        }
    }

    private void readAll(Client person, Random random) throws IOException, InterruptedException {
        var turn = new ArrayList<>(routes);
        Collections.shuffle(turn, random);
        for (Route route : turn) {
            if (over) return;
            String address = route.address().apply(random);
            String next = ask(person, route, route.name(), address);
            for (int page = 2; page <= PAGES && route.list() && !next.isEmpty(); page++) {
                String more = address + (address.contains("?") ? "&" : "?") + "cursor=" + next;
                next = ask(person, route, route.name() + ", later", more);
            }
        }
    }

    /// The cursor of what follows.
    private String ask(Client person, Route route, String name, String address)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<String> answer = person.page(address);
        long nanos = System.nanoTime() - began;
        if (answer.statusCode() != 200)
            throw new IllegalStateException(address + " was answered " + answer.statusCode());
        if (counting && !over)
            synchronized (took) {
                took.computeIfAbsent(name, _ -> new ArrayList<>()).add(nanos);
            }
        Thread.sleep(pause);
        if (!route.list()) return "";
        var next = NEXT.matcher(answer.body());
        return next.find() ? next.group(1) : "";
    }

    private boolean print(Duration time, PrintStream out) {
        long slow = 0;
        long answers = 0;
        out.printf("%8s %8s %8s %7s  ms%n", "p50", "p95", "max", "count");
        for (var route : took.entrySet()) {
            List<Long> sorted = route.getValue().stream().sorted().toList();
            double p95 = millis(sorted, 0.95);
            if (p95 > MOST_MILLIS) slow++;
            answers += sorted.size();
            out.printf(
                    "%8.1f %8.1f %8.1f %7d  %s%s%n",
                    millis(sorted, 0.5),
                    p95,
                    millis(sorted, 1),
                    sorted.size(),
                    route.getKey(),
                    p95 > MOST_MILLIS ? "  TOO SLOW" : "");
        }
        List<Long> all = took.values().stream().flatMap(List::stream).sorted().toList();
        out.printf(
                "%8.1f %8.1f %8.1f %7d  all%n",
                millis(all, 0.5), millis(all, 0.95), millis(all, 1), answers);
        out.printf(
                "%n%.0f answers a second; p95 over %.0f ms: %d of %d routes%n",
                answers * 1e3 / time.toMillis(), MOST_MILLIS, slow, took.size());
        return slow == 0;
    }

    private static double millis(List<Long> sorted, double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, place)) / 1e6;
    }
}
