package dev.sluice.server.live;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.Standing;
import jakarta.servlet.AsyncContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The open pages of this server. One thread reads the outbox for all of them: woken by the
/// database, and every second by itself, should a word be lost. Another looks after them.
@Component
public final class Streams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    /// Ends what it must not be shown any more within 30 seconds.
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final int OF_ONE_PERSON = 100;
    private static final int OF_ALL = 10_000;
    private static final int LOOK_MILLIS = 1000;
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final DataSource dataSource;
    private final Outbox outbox;
    private final Rights rights;
    private final Standing standing;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Streams(DataSource dataSource, Outbox outbox, Rights rights, Standing standing) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.rights = rights;
        this.standing = standing;
    }

    /// Whether there is room for one more of this person.
    public boolean isRoom(Actor actor) {
        return running
                && open.size() < OF_ALL
                && open.stream().filter(s -> s.actor.personId() == actor.personId()).count()
                        < OF_ONE_PERSON;
    }

    /// Tells of everything that moves in the change from `since` on.
    public void open(
            AsyncContext async,
            Actor actor,
            Standing.Key session,
            long projectId,
            long changeId,
            String since) {
        var stream = new Stream(async, actor, session, projectId, changeId, open::remove);
        open.add(stream);
        // what comes from here on is told; what came before is asked for now
        Cursor now = outbox.now();
        boolean moved = Cursor.of(since).map(c -> outbox.mayHaveMoved(changeId, c)).orElse(true);
        if (moved) stream.look(now);
        else stream.beat();
        if (!running) stream.end();
    }

    public int count() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("streams").start(this::listen);
        Thread.ofVirtual().name("streams-beat").start(this::lookAfter);
    }

    private void listen() {
        Cursor known = null;
        while (running) {
            try (Connection connection = dataSource.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("listen sluice_outbox");
                if (known == null) known = outbox.now();
                while (running) {
                    int wait = outbox.isMoreComing() ? LOOK_AGAIN_MILLIS : LOOK_MILLIS;
                    connection.unwrap(PGConnection.class).getNotifications(wait);
                    known = told(known);
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (running) LOG.warn("the outbox could not be read: {}", e.getMessage());
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    private Cursor told(Cursor known) {
        Cursor at = known;
        while (true) {
            List<Outbox.Moved> moved = outbox.after(at);
            if (moved.isEmpty()) return at;
            at = moved.getLast().at();
            var last = new LinkedHashMap<Long, Cursor>();
            moved.forEach(m -> last.put(m.changeId(), m.at()));
            for (Stream stream : open) {
                Cursor its = last.get(stream.changeId);
                if (its != null) stream.look(its);
            }
        }
    }

    private void lookAfter() {
        long forgotten = System.nanoTime();
        while (running) {
            LockSupport.parkNanos(BEAT.toNanos());
            try {
                endThoseThatMayNot();
                open.forEach(Stream::beat);
                if (System.nanoTime() - forgotten > Outbox.KEPT.toNanos() / 10) {
                    forgotten = System.nanoTime();
                    outbox.forget();
                }
            } catch (RuntimeException e) {
                // who may still look can't be asked: nobody is shown anything
                LOG.warn("the open pages are ended: {}", e.getMessage());
                open.forEach(Stream::end);
            }
        }
    }

    private void endThoseThatMayNot() {
        record Reader(Actor actor, long projectId) {}
        if (open.isEmpty()) return;
        Set<Standing.Key> gone =
                standing.gone(open.stream().map(s -> s.session).distinct().toList());
        Map<Reader, Boolean> may = new HashMap<>();
        for (Stream stream : open)
            if (gone.contains(stream.session)
                    || !may.computeIfAbsent(
                            new Reader(stream.actor, stream.projectId),
                            r -> rights.has(r.actor(), Right.READ, r.projectId()))) stream.end();
    }

    /// Before the web server waits for its requests: these would not end by themselves.
    @Override
    public void stop() {
        running = false;
        open.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
