package dev.sluice.server.work;

import java.time.Duration;
import java.util.Optional;

/// One kind of background work. It may be started again after a crash, so it reads first how far it
/// came.
public interface Handler {
    String task();

    /// Does the work for one thing; an answer means "again after this time".
    Optional<Duration> run(long id, long turn);
}
