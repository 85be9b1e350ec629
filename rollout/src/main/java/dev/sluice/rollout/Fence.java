package dev.sluice.rollout;

import dev.sluice.rollout.RunEvent.Holder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One advisory lock a database, held by the session that runs the SQL: it lives exactly as long as
/// the backend can do harm. Taken by trying in single calls; the waiting form would deadlock with a
/// concurrent index build of the holder.
final class Fence {
    /// "sluice" in ASCII.
    static final long KEY = 0x736c75696365L;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final String OF_KEY =
            "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid::bigint = "
                    + (KEY >>> 32)
                    + " AND l.objid::bigint = "
                    + (KEY & 0xffffffffL)
                    + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

    static final String HELD =
            "EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE "
                    + OF_KEY
                    + " AND l.pid = pg_catalog.pg_backend_pid())";

    private static final String HOLDERS =
            """
            SELECT l.pid, coalesce(a.application_name, ''), coalesce(pg_catalog.left(a.query, 200), ''),
                   coalesce((extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.query_start)) * 1000)::bigint, 0)
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid\
            """
                    + " WHERE "
                    + OF_KEY;

    private Fence() {}

    /// True when held; false when another session kept it for all of `wait`.
    static boolean take(Session session, Duration wait, RunListener listener) throws SQLException {
        long end = System.nanoTime() + wait.toNanos();
        while (!tryOnce(session)) {
            listener.on(new RunEvent.WaitingForFence(holders(session)));
            if (System.nanoTime() >= end) return false;
            Pause.of(PAUSE);
        }
        return true;
    }

    private static boolean tryOnce(Session session) throws SQLException {
        return session.text("SELECT pg_catalog.pg_try_advisory_lock(" + KEY + ")").equals("t");
    }

    static List<Holder> holders(Session session) throws SQLException {
        List<Holder> holders = new ArrayList<>();
        try (var query = session.connection().createStatement();
                ResultSet row = query.executeQuery(HOLDERS)) {
            while (row.next())
                holders.add(
                        new Holder(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                Duration.ofMillis(row.getLong(4))));
        }
        return holders;
    }
}
