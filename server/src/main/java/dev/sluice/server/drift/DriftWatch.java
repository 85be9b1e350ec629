package dev.sluice.server.drift;

import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.work.Handler;
import dev.sluice.server.work.Work;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Compares every database with its record, again and again; asked for with a database's id, that
/// one once.
@Component
class DriftWatch implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final long ALL = 0;
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Databases databases;
    private final Drifts drifts;
    private final Work work;

    DriftWatch(Databases databases, Drifts drifts, Work work) {
        this.databases = databases;
        this.drifts = drifts;
        this.work = work;
    }

    @Override
    public String task() {
        return Drifts.LOOK;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        work.soon(task(), ALL, 0);
    }

    @Override
    public Optional<Duration> run(long id, long turn) {
        if (id != ALL) {
            look(databases.byId(id));
            return Optional.empty();
        }
        databases.all().forEach(this::look);
        return Optional.of(EVERY);
    }

    private void look(Database d) {
        try {
            drifts.check(Actor.SYSTEM, d);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be compared: {}", d.name(), e.getMessage());
        }
    }
}
