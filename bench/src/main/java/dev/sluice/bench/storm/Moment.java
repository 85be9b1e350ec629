package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;

/// How far an attempt has come, by the log that the server writes into its metadata before and
/// after each step. Read after a kill it says what the kill has hit.
public enum Moment {
    NO_ATTEMPT("no attempt"),
    BEFORE("before the first statement"),
    WITHIN("between first statement and COMMIT"),
    COMMITTING("COMMIT sent, not answered"),
    AFTER("after COMMIT, before metadata"),
    OVER("the attempt was over");

    /// The last attempt at a change in one direction, and the last line of its log that tells.
    private static final String LAST =
            """
            SELECT a.ended_at IS NOT NULL, coalesce((
                SELECT CASE WHEN l.level = 'sql' THEN 'sql' ELSE l.message END FROM run_log l
                WHERE l.run_id = a.run_id AND l.attempt = a.number
                  AND (l.level = 'sql' OR l.message IN ('begins', 'COMMIT', 'committed'))
                ORDER BY l.id DESC LIMIT 1), 'begins')
            FROM attempt a JOIN run r ON r.id = a.run_id JOIN stage s ON s.id = r.stage_id
            JOIN rollout o ON o.id = s.rollout_id JOIN change c ON c.id = o.change_id
            JOIN project p ON p.id = c.project_id
            WHERE p.name = ? AND c.number = ? AND o.direction = ? ORDER BY a.id DESC LIMIT 1\
            """;

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public boolean isRunning() {
        return this != NO_ATTEMPT && this != OVER;
    }

    public static Moment of(Connection metadata, String lane, int change, String direction) {
        try (var query = metadata.prepareStatement(LAST)) {
            query.setString(1, lane);
            query.setInt(2, change);
            query.setString(3, direction);
            try (var row = query.executeQuery()) {
                if (!row.next()) return NO_ATTEMPT;
                if (row.getBoolean(1)) return OVER;
                return switch (row.getString(2)) {
                    case "sql" -> WITHIN;
                    case "COMMIT" -> COMMITTING;
                    case "committed" -> AFTER;
                    default -> BEFORE;
                };
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
