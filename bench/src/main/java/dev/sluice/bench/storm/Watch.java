package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The judge's eye on what is under way: what the metadata shows as done and the ledger lacks, and
/// what was done without its record. Both hold at any moment.
final class Watch implements AutoCloseable {
    private static final String SHOWN =
            """
            SELECT h.tag || ' ' || h.direction, count(*) FROM history h
            JOIN managed_database d ON d.id = h.database_id WHERE d.name = ? GROUP BY 1
            UNION ALL SELECT m.tag || ' up', 1 FROM target_migration m JOIN run r ON r.target_id = m.target_id
            JOIN revision_target t ON t.id = r.target_id JOIN managed_database d ON d.id = t.database_id
            JOIN stage s ON s.id = r.stage_id JOIN rollout o ON o.id = s.rollout_id
            WHERE d.name = ? AND o.direction = 'up' AND r.state IN ('applied', 'reverted')\
            """;

    /// Steps that stand alone commit before the ledger's row does.
    private static final String TORN =
            """
            SELECT coalesce(m.what, l.what), 1 FROM
                (SELECT tag || ' ' || direction AS what, count(*) AS n FROM marks GROUP BY 1) m FULL JOIN
                (SELECT tag || ' ' || direction AS what, count(*) AS n FROM sluice.applied GROUP BY 1) l ON l.what = m.what
            WHERE coalesce(m.n, 0) <> coalesce(l.n, 0) AND coalesce(m.what, l.what) NOT LIKE '%online%'\
            """;

    private static final String LEDGER =
            "SELECT tag || ' ' || direction, count(*) FROM sluice.applied GROUP BY 1";

    private final Databases ground;
    private final Connection metadata;
    private final Map<String, Connection> targets = new HashMap<>();

    private Watch(Databases ground, Connection metadata) {
        this.ground = ground;
        this.metadata = metadata;
    }

    static Watch open(Databases ground) throws SQLException {
        return new Watch(ground, ground.metadata());
    }

    /// The metadata is read first: the ledger may only know more. A target that can't be asked now
    /// tells nothing.
    List<String> seen(String name) throws SQLException {
        Map<String, Long> shown = Checker.counted(metadata, SHOWN, name, name);
        Map<String, Long> ledger;
        Map<String, Long> torn;
        try {
            Connection target = targets.get(name);
            if (target == null) {
                target = ground.target(name);
                targets.put(name, target);
            }
            ledger = Checker.counted(target, LEDGER);
            torn = Checker.counted(target, TORN);
        } catch (SQLException _) {
            targets.remove(name);
            return List.of();
        }
        var findings = new ArrayList<String>();
        shown.forEach((what, times) -> {
            long rows = ledger.getOrDefault(what, 0L);
            if (rows < times)
                findings.add(
                        "%s: %s is shown %d times, the ledger has %d"
                                .formatted(name, what, times, rows));
        });
        torn.keySet().forEach(what -> findings.add(name + ": " + what + " and its record differ"));
        return findings;
    }

    @Override
    public void close() throws SQLException {
        metadata.close();
        for (Connection target : targets.values()) target.close();
    }
}
