package dev.sluice.bench.kills;

import dev.sluice.bench.storm.Checker;
import dev.sluice.bench.storm.Moment;
import dev.sluice.bench.storm.TwoCommits;
import dev.sluice.server.SluiceServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Rollouts and undos under kills: `kill -9` of the server at random moments of an attempt, crashes
/// of the targets' PostgreSQL among them, and one kill at each crash point. After each the server
/// is started again and [Checker] counts.
public final class Storm {
    /// Every point at which the programs can be told to die.
    public static final List<String> POINTS =
            List.of(
                    "K01", "K02", "K03", "K04", "K06", "K07", "K08", "K09", "K11", "K12", "K15",
                    "K16");

    /// `lanes` is the number of databases that are worked on at once. With `twoCommits` the server
    /// is one that commits the SQL first and the record of it after: the storm must find it out,
    /// and ends when it has.
    public record Plan(long seed, int kills, int lanes, boolean points, boolean twoCommits) {}

    private final Plan plan;
    private final PrintStream out;
    private final Random random;
    private final Ground ground;
    private final Api api;
    private final Connection metadata;
    private final List<Lane> lanes = new ArrayList<>();
    private final Tally tally;
    private int opened;

    private Storm(Plan plan, PrintStream out, Ground ground, Connection metadata) {
        this.plan = plan;
        this.out = out;
        this.random = new Random(plan.seed());
        this.ground = ground;
        this.api = new Api(ground);
        this.metadata = metadata;
        this.tally = new Tally(plan);
    }

    public static Tally run(Plan plan, PrintStream out) throws Exception {
        Class<?> program = plan.twoCommits() ? TwoCommits.class : SluiceServer.class;
        try (Ground ground = Ground.open(program);
                Connection metadata = ground.metadata()) {
            var storm = new Storm(plan, out, ground, metadata);
            storm.rage();
            return storm.tally;
        }
    }

    private void rage() throws Exception {
        ground.start();
        for (int i = 0; i < plan.lanes(); i++) lanes.add(fresh());
        List<Moment> aims = aims();
        for (int i = 0; tally.kills() < plan.kills() && i < 2 * plan.kills(); i++) {
            if (plan.twoCommits() && !tally.violations().isEmpty()) return;
            boolean crash = i % 5 == 3;
            killed(aims.get(i % aims.size()), i % 3 == 1, crash);
            if (i % 8 == 7) crashed(i % 16 == 15);
        }
        if (plan.points()) for (String point : POINTS) atPoint(point);
        ground.stop();
    }

    private Lane fresh() throws SQLException {
        return Lane.open("storm" + opened++, ground, api);
    }

    /// A deck, so that each moment comes; what is hit in the end is chance, and is counted.
    private List<Moment> aims() {
        var deck = new ArrayList<Moment>();
        while (deck.size() < plan.kills()) {
            Collections.addAll(deck, Moment.WITHIN, Moment.COMMITTING, Moment.WITHIN);
            Collections.addAll(deck, Moment.BEFORE, Moment.WITHIN, Moment.AFTER);
        }
        Collections.shuffle(deck, random);
        return deck;
    }

    private void killed(Moment aim, boolean undo, boolean crash) throws Exception {
        begun(undo);
        reached(lanes.get(random.nextInt(lanes.size())), aim);
        ground.kill();
        var hit = new ArrayList<String>();
        for (Lane lane : lanes) {
            Moment moment = lane.moment(metadata);
            tally.attempt(moment, lane.isUndo());
            hit.add((lane.isUndo() ? "undo " : "rollout ") + moment.words());
        }
        tally.kill(crash);
        if (crash) ground.crashTargets();
        ground.start();
        judge(
                "kill "
                        + tally.kills()
                        + ": "
                        + String.join("; ", hit)
                        + (crash ? "; targets crashed" : ""));
    }

    /// An attempt in each lane; every other one goes the other way.
    private void begun(boolean undo) {
        boolean[] data = new boolean[lanes.size()];
        for (int i = 0; i < data.length; i++) data[i] = random.nextInt(3) == 0;
        IntStream.range(0, data.length)
                .parallel()
                .forEach(i -> {
                    Lane lane = lanes.get(i);
                    lane.prepare(undo ^ i % 2 == 1, lane.next(data[i]));
                });
        lanes.forEach(Lane::go);
    }

    /// The targets alone.
    private void crashed(boolean undo) throws Exception {
        begun(undo);
        reached(lanes.getFirst(), Moment.WITHIN);
        String hit = lanes.getFirst().moment(metadata).words();
        ground.crashTargets();
        tally.crash();
        judge("targets crashed alone: " + (undo ? "undo " : "rollout ") + hit);
    }

    private void atPoint(String point) throws Exception {
        Lane lane = lanes.getFirst();
        lane.prepare(
                false, List.of("K15", "K16").contains(point) ? Work.Kind.ONLINE : Work.Kind.TABLE);
        ground.stop();
        ground.start("-Dsluice.test=true", "-Dsluice.crash=" + point);
        lane.go();
        if (ground.diesByItself()) tally.point(point);
        else tally.violation(point + " was never passed");
        ground.kill();
        ground.start();
        judge("at " + point);
    }

    private void reached(Lane lane, Moment aim) throws IOException {
        boolean came =
                Ground.within(
                        Duration.ofSeconds(60), () -> lane.moment(metadata).compareTo(aim) >= 0);
        if (!came) throw new IOException(lane.name() + " never came to: " + aim.words());
        LockSupport.parkNanos(1_000_000L * random.nextInt(1 + longest(aim)));
    }

    /// In milliseconds.
    private static int longest(Moment aim) {
        return switch (aim) {
            case BEFORE -> 60;
            case WITHIN -> 1100;
            case COMMITTING -> 300;
            case AFTER -> 3;
            case NO_ATTEMPT, OVER -> 0;
        };
    }

    /// A lane that is not as it should be is left behind, so that one fault is not told twice.
    private void judge(String round) throws SQLException {
        int before = tally.violations().size();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            var findings = new ArrayList<String>();
            String rest = lane.rest();
            if (!rest.isEmpty()) findings.add(lane.name() + ": " + rest);
            findings.addAll(Checker.findings(ground, lane.name(), lane.wanted()));
            findings.forEach(f -> tally.violation(round + ": " + f));
            if (!findings.isEmpty()) lanes.set(i, fresh());
        }
        int found = tally.violations().size() - before;
        out.println(round + ": " + (found == 0 ? "as asked for" : found + " violations"));
    }
}
