package dev.sluice.server.work;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time by which leases are kept: that of the metadata database, the same for all servers. It
/// is asked once a minute; between, this machine only counts on.
final class MetadataClock {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataClock.class);
    private static final Duration HOLDS = Duration.ofMinutes(1);
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private Instant told = Instant.EPOCH;
    private long at;
    private boolean warned;

    MetadataClock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    synchronized Instant now() {
        long since = System.nanoTime() - at;
        if (told.equals(Instant.EPOCH) || since > HOLDS.toNanos()) {
            ask();
            since = System.nanoTime() - at;
        }
        return told.plusNanos(since);
    }

    /// Where it can't be asked, the time counts on from the last answer.
    private void ask() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            told = row.getObject(1, OffsetDateTime.class).toInstant();
            at = System.nanoTime();
            Duration off = Duration.between(told, Instant.now()).abs();
            if (off.compareTo(WORTH_A_WORD) > 0 && !warned) {
                warned = true;
                LOG.warn(
                        "the clocks of this machine and of the metadata database are {} apart; work"
                                + " goes by the database's",
                        off);
            }
        } catch (SQLException e) {
            if (told.equals(Instant.EPOCH)) {
                told = Instant.now();
                at = System.nanoTime();
            }
            LOG.warn("the metadata database did not tell the time: {}", e.getMessage());
        }
    }
}
