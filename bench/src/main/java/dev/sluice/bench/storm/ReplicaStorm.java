package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Rollouts and undos on two servers under kills: `kill -9` of the one at work, or of both, at
/// random moments and at named points; pauses longer than a lease, a wire that is cut, and crashes
/// of the targets' PostgreSQL among them. Whenever a change has come to its end [Checker] counts.
public final class ReplicaStorm {
    /// Every point at which the programs can be told to die.
    public static final List<String> POINTS =
            List.of(
                    "K01", "K02", "K03", "K04", "K06", "K07", "K08", "K09", "K11", "K12", "K15",
                    "K16");

    /// A lease is over after eight seconds without a sign of life (see `server.work.Work`).
    private static final int PAUSE_SECONDS = 11;

    /// `lanes` is the number of databases that are worked on at once, `major` that of the targets'
    /// PostgreSQL. With `twoCommits` the servers are ones that commit the SQL first and the record
    /// of it after: the storm must find it out, and ends when it has.
    public record Plan(long seed, int kills, int lanes, int major, boolean twoCommits) {}

    private final Plan plan;
    private final PrintStream out;
    private final Random random;
    private final Ground ground;
    private final Connection metadata;
    private final List<Lane> lanes = new ArrayList<>();
    private final Tally tally;
    private volatile boolean over;

    private ReplicaStorm(Plan plan, PrintStream out, Ground ground, Connection metadata) {
        this.plan = plan;
        this.out = out;
        this.random = new Random(plan.seed());
        this.ground = ground;
        this.metadata = metadata;
        this.tally = new Tally(plan);
    }

    public static Tally run(Plan plan, PrintStream out) throws Exception {
        Class<?> program = plan.twoCommits() ? TwoCommits.class : SluiceServer.class;
        try (Ground ground = Ground.open(program, plan.major());
                Connection metadata = ground.metadata()) {
            var storm = new ReplicaStorm(plan, out, ground, metadata);
            storm.rage();
            return storm.tally;
        }
    }

    private void rage() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = new ArrayList<Future<Lane>>();
            for (int i = 0; i < plan.lanes(); i++) {
                long seed = random.nextLong();
                String name = Lane.PREFIX + i;
                opened.add(threads.submit(() -> Lane.open(name, ground, new Api(ground), seed)));
            }
            for (Future<Lane> lane : opened) lanes.add(lane.get());
            var work = new ArrayList<Future<?>>();
            for (Lane lane : lanes) work.add(threads.submit(() -> worked(lane)));
            Future<?> watch = threads.submit(this::watched);
            try {
                while (tally.kills() < plan.kills() && !isFoundOut()) {
                    if (work.stream().allMatch(Future::isDone)) break;
                    blow();
                }
            } finally {
                over = true;
                revive();
            }
            for (Future<?> lane : work) lane.get();
            watch.get();
        }
        tally.done(lanes.stream().mapToInt(Lane::done).sum());
    }

    private boolean isFoundOut() {
        return plan.twoCommits() && !tally.violations().isEmpty();
    }

    /// A lane that is not as it should be is left, so that one fault is not told twice.
    private void worked(Lane lane) {
        try {
            lane.work(() -> over || isFoundOut(), tally::violation, out);
        } catch (SQLException | RuntimeException e) {
            tally.violation(lane.name() + " could not go on: " + e);
        }
    }

    /// What is shown is never greener than the ledger: read first what is shown.
    private void watched() {
        while (!over) {
            for (Lane lane : lanes) Checker.greener(ground, lane.name()).forEach(tally::violation);
            LockSupport.parkNanos(300_000_000);
        }
    }

    private void blow() throws Exception {
        revive();
        switch (random.nextInt(10)) {
            case 0 -> {
                Optional<Lane> lane = reached(Moment.WITHIN);
                if (lane.isPresent()) paused(lane.get());
            }
            case 1 -> wire();
            case 2 -> {
                if (reached(Moment.WITHIN).isEmpty()) return;
                ground.crashTargets();
                tally.crash();
                out.println("the targets crashed");
            }
            default -> killed();
        }
    }

    /// Starts again who is gone. One at a time may be told to die at a point, the one that has been
    /// hit least: two of them would leave nobody to go on.
    private void revive() throws IOException {
        for (int place = 0; place < 2; place++) {
            Replica r = ground.replica(place);
            if (r.isAlive()) continue;
            if (r.diedAtItsPoint()) {
                tally.point(r.point());
                out.println("died at " + r.point() + ": kill " + tally.kills());
            }
            boolean armed =
                    !over && ground.replica(1 - place).point().isEmpty() && random.nextInt(4) != 0;
            ground.start(place, armed ? tally.leastHit(POINTS) : "");
        }
    }

    private void killed() throws Exception {
        Moment aim =
                switch (random.nextInt(6)) {
                    case 0 -> Moment.BEFORE;
                    case 1 -> Moment.COMMITTING;
                    case 2 -> Moment.AFTER;
                    default -> Moment.WITHIN;
                };
        Optional<Lane> lane = reached(aim);
        if (lane.isEmpty()) return;
        LockSupport.parkNanos(1_000_000L * random.nextInt(1 + longest(aim)));
        int place = place(lane.get());
        if (place < 0 || !ground.replica(place).isAlive()) return;
        boolean both = random.nextInt(8) == 0;
        ground.replica(place).kill();
        if (both) ground.replica(1 - place).kill();
        var hit = new ArrayList<String>();
        for (Lane l : lanes) {
            if (!both && place(l) != place) continue;
            Moment moment = l.moment(metadata);
            tally.attempt(moment, l.isUndo());
            hit.add((l.isUndo() ? "undo " : "rollout ") + moment.words());
        }
        tally.kill();
        out.println(
                "kill %d, %s: %s"
                        .formatted(
                                tally.kills(),
                                both ? "both servers" : "server " + place,
                                String.join("; ", hit)));
    }

    private void paused(Lane lane) throws Exception {
        int place = place(lane);
        if (place < 0) return;
        Replica sleeper = ground.replica(place);
        sleeper.signal("STOP");
        boolean ended = random.nextBoolean();
        LockSupport.parkNanos(Duration.ofSeconds(PAUSE_SECONDS).toNanos());
        // half of them wake to find their session in the target gone
        if (ended) ground.wire().reset();
        sleeper.signal("CONT");
        tally.pause();
        out.println("server " + place + " slept for " + PAUSE_SECONDS + " s");
    }

    private void wire() throws Exception {
        switch (random.nextInt(3)) {
            case 0 -> {
                if (reached(Moment.WITHIN).isEmpty()) return;
                ground.wire().reset();
                tally.wire("reset");
            }
            case 1 -> {
                int before = ground.wire().swallowed();
                ground.wire().swallowNextCommit();
                if (Ground.within(Duration.ofSeconds(20), () -> ground.wire().swallowed() > before))
                    tally.wire("answer to COMMIT swallowed");
            }
            default -> {
                if (reached(Moment.WITHIN).isEmpty()) return;
                ground.wire().halfOpen();
                LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
                ground.wire().reset();
                tally.wire("half-open");
            }
        }
    }

    /// A lane whose attempt is just there. The aim is chance, what was hit in the end is counted.
    private Optional<Lane> reached(Moment aim) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && !lanes.isEmpty()) {
            if (!ground.replica(0).isAlive() && !ground.replica(1).isAlive()) break;
            int from = random.nextInt(lanes.size());
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get((from + i) % lanes.size());
                if (lane.moment(metadata) == aim) return Optional.of(lane);
            }
            LockSupport.parkNanos(3_000_000);
        }
        return Optional.empty();
    }

    /// In milliseconds.
    private static int longest(Moment aim) {
        return switch (aim) {
            case BEFORE -> 60;
            case WITHIN -> 600;
            case COMMITTING -> 150;
            case AFTER -> 3;
            case NO_ATTEMPT, OVER -> 0;
        };
    }

    /// Of the server that works on it; -1 where none does.
    private int place(Lane lane) throws SQLException {
        try (var query =
                metadata.prepareStatement(
                        """
                        SELECT t.picked_by FROM scheduled_tasks t JOIN run r ON t.task_instance LIKE r.id || ':%'
                        JOIN stage s ON s.id = r.stage_id JOIN rollout o ON o.id = s.rollout_id JOIN change c ON c.id = o.change_id
                        JOIN project p ON p.id = c.project_id
                        WHERE t.task_name = 'run' AND t.picked AND p.name = ?\
                        """)) {
            query.setString(1, lane.name());
            try (var row = query.executeQuery()) {
                if (!row.next()) return -1;
                String by = row.getString(1);
                return ground.place(Long.parseLong(by.substring(by.lastIndexOf('/') + 1)));
            }
        }
    }
}
