package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// An attempt without an end: on which lane, which way, in which server's hands, how far.
record Attempt(String lane, boolean undo, long pid, Moment moment) {
    private static final String OPEN =
            """
            SELECT p.name, o.direction, t.picked_by, CASE r.state WHEN 'unknown' THEN r.state ELSE coalesce((
                SELECT CASE WHEN l.level = 'sql' THEN 'sql' ELSE l.message END FROM run_log l
                WHERE l.run_id = a.run_id AND l.attempt = a.number
                  AND (l.level = 'sql' OR l.message IN ('begins', 'COMMIT', 'committed'))
                ORDER BY l.id DESC LIMIT 1), 'begins') END
            FROM attempt a JOIN run r ON r.id = a.run_id JOIN stage s ON s.id = r.stage_id
            JOIN rollout o ON o.id = s.rollout_id JOIN change c ON c.id = o.change_id
            JOIN project p ON p.id = c.project_id
            JOIN scheduled_tasks t ON t.task_name = 'run' AND t.picked AND t.task_instance LIKE r.id || ':%'
            WHERE a.ended_at IS NULL\
            """;

    /// The hands may be those of a server that is dead: until its lease is over nobody tells.
    static List<Attempt> open(Connection metadata) throws SQLException {
        var open = new ArrayList<Attempt>();
        try (var query = metadata.prepareStatement(OPEN);
                var row = query.executeQuery()) {
            while (row.next()) {
                String by = row.getString(3);
                open.add(
                        new Attempt(
                                row.getString(1),
                                row.getString(2).equals("down"),
                                Long.parseLong(by.substring(by.lastIndexOf('/') + 1)),
                                Moment.of(row.getString(4))));
            }
        }
        return open;
    }

    String words() {
        return (undo ? "undo " : "rollout ") + moment.words();
    }
}
