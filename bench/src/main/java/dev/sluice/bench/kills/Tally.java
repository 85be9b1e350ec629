package dev.sluice.bench.kills;

import dev.sluice.bench.storm.Moment;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the storm has hit, and what the judge has found.
public final class Tally {
    private final Storm.Plan plan;
    private final Map<Moment, Integer> rollouts = new EnumMap<>(Moment.class);
    private final Map<Moment, Integer> undos = new EnumMap<>(Moment.class);
    private final List<String> points = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int kills;
    private int missed;
    private int crashes;
    private int crashesAlone;
    private boolean hit;

    Tally(Storm.Plan plan) {
        this.plan = plan;
    }

    void attempt(Moment moment, boolean undo) {
        (undo ? undos : rollouts).merge(moment, 1, Integer::sum);
        hit |= moment.isRunning();
    }

    /// Ends a round: one kill, whatever number of attempts it hit.
    void kill(boolean crash) {
        if (hit) kills++;
        else missed++;
        if (crash) crashes++;
        hit = false;
    }

    void crash() {
        crashesAlone++;
    }

    void point(String point) {
        points.add(point);
    }

    void violation(String words) {
        violations.add(words);
    }

    /// Kills that hit at least one running attempt.
    public int kills() {
        return kills;
    }

    public int attemptsHit() {
        return running(rollouts) + running(undos);
    }

    public int hitsInUndo() {
        return running(undos);
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    private static int running(Map<Moment, Integer> hits) {
        return hits.entrySet().stream()
                .filter(e -> e.getKey().isRunning())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public void print(PrintStream out) {
        out.printf(
                "seed %d%s: %d kills hit a running attempt, %d none%n",
                plan.seed(), plan.twoCommits() ? ", two commits" : "", kills, missed);
        out.printf("  attempts hit in a rollout: %d (%s)%n", running(rollouts), words(rollouts));
        out.printf("  attempts hit in an undo: %d (%s)%n", running(undos), words(undos));
        out.printf("  one at each crash point: %s%n", String.join(" ", points));
        out.printf(
                "  the targets' server crashed %d times, %d of them with the kill%n",
                crashes + crashesAlone, crashes);
        out.printf("  %d violations%n", violations.size());
        violations.forEach(v -> out.println("  VIOLATION " + v));
    }

    private static String words(Map<Moment, Integer> hits) {
        return hits.entrySet().stream()
                .map(e -> e.getKey().words() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
