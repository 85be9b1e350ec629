package dev.sluice.rollout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Notices SQL that leaves the transaction it was given, or takes another role: the driver raises
/// no error for either, and its own transaction state is no proof. The transaction id is.
record Watch(List<String> values) {
    private static final List<String> NAMES =
            List.of(
                    "transaction",
                    "backend",
                    "current_user",
                    "session_user",
                    "role",
                    "synchronous_commit",
                    "lock_timeout",
                    "session_replication_role",
                    "application_name");

    private static final String STATE =
            """
            SELECT pg_catalog.pg_current_xact_id()::text, pg_catalog.pg_backend_pid()::text, current_user::text, session_user::text,
                   pg_catalog.current_setting('role'), pg_catalog.current_setting('synchronous_commit'),
                   pg_catalog.current_setting('lock_timeout'), pg_catalog.current_setting('session_replication_role'),
                   pg_catalog.current_setting('application_name')\
            """;

    static Watch begin(Session session) throws SQLException {
        return new Watch(read(session));
    }

    /// `after` names what was run last: `statement 2 of 3`.
    void check(Session session, String after) throws SQLException, Escaped {
        List<String> now = read(session);
        if (now.equals(values)) return;
        if (!now.getFirst().equals(values.getFirst()))
            throw new Escaped(
                    after
                            + " ended the migration's transaction. What it and the statements before it did may be committed, without a ledger row;"
                            + " nothing after it was run. Compare the database with its record, put right what is there, and take transaction commands out of the migration.",
                    true);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < now.size(); i++)
            if (!now.get(i).equals(values.get(i)))
                changed.add(NAMES.get(i) + " from '" + values.get(i) + "' to '" + now.get(i) + "'");
        throw new Escaped(
                after
                        + " changed "
                        + String.join(", ", changed)
                        + ". A migration must leave the session as it found it, so it was rolled back.",
                false);
    }

    void checkFence(Session session) throws SQLException, Escaped {
        if (!session.text("SELECT " + Fence.HELD).equals("t"))
            throw new Escaped(
                    "The migration released the lock that keeps other runs out (pg_advisory_unlock_all?), so it was rolled back.",
                    false);
    }

    private static List<String> read(Session session) throws SQLException {
        try (var query = session.connection().createStatement();
                ResultSet row = query.executeQuery(STATE)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= NAMES.size(); i++) values.add(row.getString(i));
            return values;
        }
    }

    /// `committed`: part of the migration may stand, without a ledger row.
    static final class Escaped extends Exception {
        private final boolean committed;

        Escaped(String reason, boolean committed) {
            super(reason);
            this.committed = committed;
        }

        boolean committed() {
            return committed;
        }
    }
}
