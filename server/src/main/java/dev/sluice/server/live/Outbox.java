package dev.sluice.server.live;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What has moved, in an order in which nothing is ever missed (see V016). Kept for an hour: who
/// was away for longer looks at everything again.
@Component
public final class Outbox {
    static final Duration KEPT = Duration.ofHours(1);
    private static final int AT_ONCE = 2000;

    private static final String NOW =
            "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)";

    private static final String AFTER =
            """
            select cast(cast(transaction as text) as bigint) as transaction, id, change_id from outbox
            where (transaction, id) > (cast(cast(:transaction as text) as xid8), :id)
            and transaction < pg_snapshot_xmin(pg_current_snapshot())
            order by transaction, id limit :most\
            """;

    /// Moved before its page was read, or in what is no longer kept, or in a metadata database that
    /// was restored since: then nobody can say.
    private static final String MOVED =
            """
            select exists (select from outbox where change_id = :change
                    and (transaction, id) > (cast(cast(:transaction as text) as xid8), :id)
                    and transaction < pg_snapshot_xmin(pg_current_snapshot()))
                or cast(cast(:transaction as text) as xid8) > pg_snapshot_xmax(pg_current_snapshot())
                or not exists (select from outbox
                    where (transaction, id) <= (cast(cast(:transaction as text) as xid8), :id))\
            """;

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// `changeId` moved.
    record Moved(Cursor at, long changeId) {}

    /// Whoever reads after this has seen everything up to it.
    public Cursor now() {
        return new Cursor(jdbc.sql(NOW).query(Long.class).single(), 0);
    }

    List<Moved> after(Cursor cursor) {
        return jdbc.sql(AFTER)
                .param("transaction", Long.toString(cursor.transaction()))
                .param("id", cursor.id())
                .param("most", AT_ONCE)
                .query((row, _) ->
                        new Moved(new Cursor(row.getLong(1), row.getLong(2)), row.getLong(3)))
                .list();
    }

    /// Whether something is there that can't be read yet.
    boolean isMoreComing() {
        return jdbc.sql(
                        "select exists (select from outbox where transaction >= pg_snapshot_xmin(pg_current_snapshot()))")
                .query(Boolean.class)
                .single();
    }

    boolean mayHaveMoved(long changeId, Cursor since) {
        return jdbc.sql(MOVED)
                .param("change", changeId)
                .param("transaction", Long.toString(since.transaction()))
                .param("id", since.id())
                .query(Boolean.class)
                .single();
    }

    void forget() {
        jdbc.sql("delete from outbox where at < clock_timestamp() - make_interval(secs => ?)")
                .param((double) KEPT.toSeconds())
                .update();
    }
}
