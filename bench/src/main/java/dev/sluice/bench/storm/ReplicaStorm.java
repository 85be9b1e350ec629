package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Rollouts and undos on two servers under kills: `kill -9` of the one at work, or of both, at
/// random moments and at named points; pauses longer than a lease, a wire that is cut, and crashes
/// of the targets' PostgreSQL among them. Whenever a change has come to its end [Checker] counts.
public final class ReplicaStorm {
    /// Every point at which the programs can be told to die.
    public static final List<String> POINTS =
            List.of(
                    "K01", "K02", "K03", "K04", "K06", "K07", "K08", "K09", "K11", "K12", "K15",
                    "K16");

    /// A lane gets through about one new change in so many, the rest are undos and repetitions.
    private static final int KILLS_A_CHANGE = 50;

    private static final int KILLS_FOR_A_POINT = 60;

    /// How long a server that was told to die at a point is left alone, so that it gets there.
    private static final Duration LEFT_ALONE = Duration.ofSeconds(20);

    /// `lanes` is the number of databases that are worked on at once, `major` that of PostgreSQL.
    /// With `twoCommits` the servers are ones that commit the SQL first and the record of it after:
    /// the storm must find it out, and ends when it has.
    public record Plan(long seed, int kills, int lanes, int major, boolean twoCommits) {}

    private final Plan plan;
    private final PrintStream out;
    private final Random random;
    private final Ground ground;
    private final List<Lane> lanes = new ArrayList<>();
    private final Tally tally;
    private final List<Future<?>> keepers = new ArrayList<>();
    private volatile boolean raging;
    private volatile boolean ended;

    private ReplicaStorm(Plan plan, PrintStream out, Ground ground) {
        this.plan = plan;
        this.out = out;
        this.random = new Random(plan.seed());
        this.ground = ground;
        this.tally = new Tally(plan);
    }

    public static Tally run(Plan plan, PrintStream out) throws Exception {
        Class<?> program = plan.twoCommits() ? TwoCommits.class : SluiceServer.class;
        try (Ground ground = Ground.open(program, plan.major())) {
            var storm = new ReplicaStorm(plan, out, ground);
            storm.lived();
            return storm.tally;
        }
    }

    private void lived() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Work.Kind>> script = Work.script(random, 2 + plan.kills() / KILLS_A_CHANGE);
            Lane.survey(ground, new Api(ground), script);
            var opened = new ArrayList<Future<Lane>>();
            for (int i = 0; i < plan.lanes(); i++) opened.add(threads.submit(opening(i, script)));
            for (Future<Lane> lane : opened) lanes.add(lane.get());
            ground.replica(0).stop();
            raging = true;
            keepers.add(threads.submit(keeping(0)));
            keepers.add(threads.submit(keeping(1)));
            try {
                rage(threads);
            } finally {
                raging = false;
                ended = true;
                ground.killAll();
            }
            for (Future<?> keeper : keepers) keeper.get();
        }
        tally.done(lanes.stream().mapToInt(Lane::done).sum());
    }

    /// Returns when there were kills enough and each lane has come to its end.
    private void rage(ExecutorService threads) throws Exception {
        var work = new ArrayList<Future<?>>();
        for (Lane lane : lanes) {
            work.add(threads.submit(() -> worked(lane)));
            work.addAll(
                    new Readers(ground, lane.name(), tally, this::isOver, random.nextLong())
                            .begin(threads));
        }
        work.add(threads.submit(this::watched));
        var faults = new Faults(ground, tally, out, random.nextLong());
        work.add(threads.submit(() -> faults.rage(this::isOver)));
        kills();
        raging = false;
        for (Future<?> each : work) each.get();
    }

    private Callable<Lane> opening(int number, List<List<Work.Kind>> script) {
        long seed = random.nextLong();
        return () -> Lane.open(Lane.PREFIX + number, ground, new Api(ground), script, seed);
    }

    private Callable<@Nullable Void> keeping(int place) {
        return () -> kept(place);
    }

    private boolean isOver() {
        return !raging;
    }

    private boolean isFoundOut() {
        return plan.twoCommits() && !tally.violations().isEmpty();
    }

    /// Starts the server of this place, again and again, and counts what its end has hit.
    private @Nullable Void kept(int place) throws Exception {
        try (var lookout = Lookout.open(ground)) {
            while (!ended) {
                Replica r = ground.start(place, armed(place));
                if (ended) r.kill();
                r.process().waitFor();
                if (ended) break;
                List<Attempt> hit = lookout.inHands(r.process().pid());
                tally.kill(hit);
                if (r.diedAtItsPoint()) tally.point(r.point());
                out.println(
                        "kill %d, server %d%s: %s"
                                .formatted(
                                        tally.kills(),
                                        place,
                                        r.diedAtItsPoint() ? " at " + r.point() : "",
                                        hit.stream().map(Attempt::words).toList()));
            }
        }
        return null;
    }

    /// One at a time may be told to die at a point, the one that has been hit least: two of them
    /// would leave nobody to go on. Most lives are for that until each point had its share.
    private synchronized String armed(int place) {
        if (!raging || isCalm() || plan.twoCommits() || ground.isArmed(1 - place)) return "";
        String point = tally.leastHit(POINTS);
        boolean due = tally.hits(point) < 1 + plan.kills() / KILLS_FOR_A_POINT;
        return random.nextInt(8) < (due ? 6 : 1) ? point : "";
    }

    /// A lane that is not as it should be is left, so that one fault is not told twice.
    private void worked(Lane lane) {
        try {
            lane.work(() -> isOver() || isFoundOut(), tally::violation, out);
        } catch (SQLException | RuntimeException e) {
            tally.violation(lane.name() + " could not go on: " + e);
        }
    }

    private @Nullable Void watched() throws SQLException {
        try (var watch = Watch.open(ground)) {
            while (raging) {
                for (Lane lane : lanes) watch.seen(lane.name()).forEach(tally::violation);
                LockSupport.parkNanos(300_000_000);
            }
        }
        return null;
    }

    private void kills() throws Exception {
        try (var lookout = Lookout.open(ground)) {
            while (tally.kills() < plan.kills() && !isFoundOut()) {
                if (lanes.stream().allMatch(Lane::isLeft)) return;
                // without its keeper a server stays down, and nobody's work comes to an end
                for (Future<?> keeper : keepers) if (keeper.isDone()) keeper.get();
                if (isCalm()) {
                    LockSupport.parkNanos(100_000_000);
                    continue;
                }
                long commits = lookout.commits();
                killed(lookout);
                lookout.progress(commits);
            }
        }
    }

    /// Where everything is killed before its end, nothing would be seen but first statements.
    private boolean isCalm() {
        return lanes.stream().anyMatch(Lane::isLate);
    }

    private void killed(Lookout lookout) throws Exception {
        // two commits are no fault where a kill hits anything else
        Moment aim = plan.twoCommits() ? Moment.COMMITTING : aim();
        Duration choosy = plan.twoCommits() ? Lookout.PATIENCE : Lookout.CHOOSY;
        Optional<Attempt> reached = lookout.reached(aim, this::isFree, choosy);
        if (reached.isEmpty()) return;
        LockSupport.parkNanos(1_000_000L * random.nextInt(longest(aim)));
        int place = ground.place(reached.get().pid());
        if (place < 0) return;
        boolean both = random.nextInt(10) == 0;
        ground.replica(place).kill();
        if (both) ground.replica(1 - place).kill();
    }

    private Moment aim() {
        return switch (random.nextInt(20)) {
            case 0 -> Moment.FOUND_OUT;
            case 1, 2, 3 -> Moment.BEFORE;
            case 4, 5, 6, 7, 8, 9 -> Moment.COMMITTING;
            default -> Moment.WITHIN;
        };
    }

    private boolean isFree(int place) {
        Replica r = ground.replica(place);
        return r.point().isEmpty() || System.nanoTime() - r.since() > LEFT_ALONE.toNanos();
    }

    /// In milliseconds.
    private static int longest(Moment aim) {
        return switch (aim) {
            case BEFORE -> 60;
            case WITHIN -> 600;
            case COMMITTING -> 300;
            case AFTER, FOUND_OUT -> 3;
        };
    }
}
