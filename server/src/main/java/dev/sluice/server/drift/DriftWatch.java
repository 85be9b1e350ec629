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

/// Compares every database with its record, again and again.
@Component
class DriftWatch implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
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
        return "drift";
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        work.soon(task(), 0, 0);
    }

    @Override
    public Optional<Duration> run(long id, long turn) {
        for (Database d : databases.all()) {
            try {
                drifts.check(Actor.SYSTEM, d);
            } catch (RuntimeException e) {
                LOG.warn("{} could not be compared: {}", d.name(), e.getMessage());
            }
        }
        return Optional.of(EVERY);
    }
}
