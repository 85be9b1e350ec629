package dev.sluice.bench.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the storm has hit, and what the judge has found.
public final class Tally {
    private final ReplicaStorm.Plan plan;
    private final Map<Moment, Integer> rollouts = new EnumMap<>(Moment.class);
    private final Map<Moment, Integer> undos = new EnumMap<>(Moment.class);
    private final Map<String, Integer> points = new TreeMap<>();
    private final Map<String, Integer> wires = new TreeMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private int kills;
    private int missed;
    private int crashes;
    private int pauses;
    private int done;
    private long reads;
    private Duration queued = Duration.ZERO;
    private Duration held = Duration.ZERO;

    Tally(ReplicaStorm.Plan plan) {
        this.plan = plan;
        ReplicaStorm.POINTS.forEach(p -> points.put(p, 0));
    }

    /// A server died with these attempts in its hands.
    synchronized void kill(List<Attempt> hit) {
        kills++;
        if (hit.stream().noneMatch(a -> a.moment().isRunning())) missed++;
        for (Attempt a : hit) (a.undo() ? undos : rollouts).merge(a.moment(), 1, Integer::sum);
    }

    /// It died by itself, where it was told to.
    synchronized void point(String point) {
        points.merge(point, 1, Integer::sum);
    }

    synchronized int hits(String point) {
        return points.getOrDefault(point, 0);
    }

    synchronized String leastHit(List<String> all) {
        return all.stream().min(Comparator.comparing(p -> points.getOrDefault(p, 0))).orElseThrow();
    }

    synchronized void crash() {
        crashes++;
    }

    synchronized void pause() {
        pauses++;
    }

    synchronized void wire(String fault) {
        wires.merge(fault, 1, Integer::sum);
    }

    synchronized void read() {
        reads++;
    }

    /// A read of somebody else waits for so long: behind a change that `held` the table, or queued.
    synchronized void waited(Duration time, boolean isHeld) {
        if (isHeld) held = time.compareTo(held) > 0 ? time : held;
        else queued = time.compareTo(queued) > 0 ? time : queued;
    }

    synchronized void violation(String words) {
        violations.add(words);
    }

    synchronized void done(int changes) {
        done = changes;
    }

    public synchronized int kills() {
        return kills;
    }

    /// Kills that hit at least one running attempt.
    public synchronized int killsAtWork() {
        return kills - missed;
    }

    public synchronized int hitsInUndo() {
        return running(undos);
    }

    /// By point.
    public synchronized Map<String, Integer> points() {
        return Map.copyOf(points);
    }

    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /// Rollouts and undos that came to their end, each held against what was asked for.
    public synchronized int done() {
        return done;
    }

    /// The longest that a read waited behind a change that waited itself.
    public synchronized Duration queued() {
        return queued;
    }

    private static int running(Map<Moment, Integer> hits) {
        return hits.entrySet().stream()
                .filter(e -> e.getKey().isRunning())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public synchronized void print(PrintStream out) {
        out.printf(
                "seed %d, PostgreSQL %d%s: %d kills, %d of them hit a running attempt%n",
                plan.seed(),
                plan.major(),
                plan.twoCommits() ? ", two commits" : "",
                kills,
                killsAtWork());
        out.printf("  attempts hit in a rollout: %d (%s)%n", running(rollouts), moments(rollouts));
        out.printf("  attempts hit in an undo: %d (%s)%n", running(undos), moments(undos));
        out.printf("  died at its point: %s%n", words(points));
        out.printf(
                "  the targets' server crashed %d times; %d pauses longer than a lease; wire: %s%n",
                crashes, pauses, words(wires));
        out.printf("  %d rollouts and undos held against what was asked for%n", done);
        out.printf(
                "  %d reads of others; the longest waited %d ms behind a waiting change, %d ms behind a held table%n",
                reads, queued.toMillis(), held.toMillis());
        out.printf("  %d violations%n", violations.size());
        violations.forEach(v -> out.println("  VIOLATION " + v));
    }

    private static String moments(Map<Moment, Integer> hits) {
        return hits.entrySet().stream()
                .map(e -> e.getKey().words() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String words(Map<String, Integer> counts) {
        var words = new ArrayList<String>();
        counts.forEach((what, n) -> words.add(what + " " + n));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
