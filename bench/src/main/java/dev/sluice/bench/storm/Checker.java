package dev.sluice.bench.storm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The judge: counts, by SQL of its own, what stands in a target and what the metadata says of it.
/// It knows what was asked for and nothing of how it is done.
public final class Checker {
    /// A migration, how often it was asked to run forth and back, and the table that it makes.
    public record Wanted(
            String tag,
            String table,
            String text,
            boolean makesTable,
            String index,
            int ups,
            int downs) {
        int standing() {
            return ups - downs;
        }
    }

    private final String name;
    private final Connection target;
    private final Connection metadata;
    private final List<String> findings = new ArrayList<>();

    private Checker(String name, Connection target, Connection metadata) {
        this.name = name;
        this.target = target;
        this.metadata = metadata;
    }

    /// What is not as it was asked for; empty when nothing was done twice and nothing lost.
    public static List<String> findings(Databases ground, String name, List<Wanted> all)
            throws SQLException {
        try (Connection target = ground.target(name);
                Connection metadata = ground.metadata()) {
            var judge = new Checker(name, target, metadata);
            for (Wanted wanted : all) judge.migration(wanted);
            judge.totals(all);
            judge.leftBehind();
            judge.metadataRests();
            judge.trail();
            return List.copyOf(judge.findings);
        }
    }

    /// What the metadata shows as done and the ledger lacks. The metadata is read first: the ledger
    /// may only know more. A target that can't be asked now tells nothing.
    static List<String> greener(Databases ground, String name) {
        var shown = new ArrayList<String>();
        var missing = new ArrayList<String>();
        try (Connection metadata = ground.metadata();
                var query =
                        metadata.prepareStatement(
                                """
                                SELECT h.tag || ' ' || h.direction || ' ' || count(*) FROM history h
                                JOIN managed_database d ON d.id = h.database_id WHERE d.name = ?
                                GROUP BY h.tag, h.direction
                                UNION ALL SELECT m.tag || ' up 1' FROM target_migration m JOIN run r ON r.target_id = m.target_id
                                JOIN revision_target t ON t.id = r.target_id JOIN managed_database d ON d.id = t.database_id
                                JOIN stage s ON s.id = r.stage_id JOIN rollout o ON o.id = s.rollout_id
                                WHERE d.name = ? AND o.direction = 'up' AND r.state IN ('applied', 'reverted')\
                                """)) {
            query.setString(1, name);
            query.setString(2, name);
            try (var row = query.executeQuery()) {
                while (row.next()) shown.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (Connection target = ground.target(name)) {
            for (String line : shown) {
                String[] words = line.split(" ");
                long rows =
                        number(
                                target,
                                "SELECT count(*) FROM sluice.applied WHERE tag = ? AND direction = ?",
                                words[0],
                                words[1]);
                if (rows < Long.parseLong(words[2]))
                    missing.add(name + ": shown as " + line + ", the ledger has " + rows);
            }
        } catch (SQLException _) {
            return List.of();
        }
        return missing;
    }

    private void migration(Wanted wanted) throws SQLException {
        String tag = wanted.tag();
        count(tag, "its rows, forth", wanted.ups(), marks(tag, "up"));
        count(tag, "its rows, back", wanted.downs(), marks(tag, "down"));
        count(tag, "ledger rows up", wanted.ups(), ledger(tag, "up"));
        count(tag, "ledger rows down", wanted.downs(), ledger(tag, "down"));
        count(tag, "history rows up", wanted.ups(), history(tag, "up"));
        count(tag, "history rows down", wanted.downs(), history(tag, "down"));
        count(
                tag,
                "rows in Drizzle's record",
                wanted.standing(),
                number(
                        target,
                        "SELECT count(*) FROM drizzle.__drizzle_migrations WHERE hash = ?",
                        sha256(wanted.text())));
        if (wanted.makesTable())
            count(
                    tag,
                    "tables with the last statement's column",
                    wanted.standing(),
                    number(
                            target,
                            "SELECT count(*) FROM pg_attribute WHERE attname = 'note' AND NOT attisdropped AND attrelid = to_regclass(?)",
                            wanted.table()));
        if (!wanted.index().isEmpty())
            count(
                    tag,
                    "valid indexes",
                    wanted.standing(),
                    number(
                            target,
                            "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid = to_regclass(?)",
                            wanted.index()));
        if (wanted.makesTable() && wanted.standing() == 0)
            count(
                    tag,
                    "tables after its undo",
                    0,
                    number(
                            target,
                            "SELECT count(*) FROM pg_class WHERE relname = ?",
                            wanted.table()));
    }

    private void totals(List<Wanted> all) throws SQLException {
        int runs = all.stream().mapToInt(w -> w.ups() + w.downs()).sum();
        count("all", "ledger rows", runs, number(target, "SELECT count(*) FROM sluice.applied"));
        count("all", "marks", runs, number(target, "SELECT count(*) FROM marks"));
        count(
                "all",
                "rows in Drizzle's record",
                all.stream().mapToInt(Wanted::standing).sum(),
                number(target, "SELECT count(*) FROM drizzle.__drizzle_migrations"));
        count(
                "all",
                "turns of the migrations that change no schema",
                all.stream()
                        .filter(w -> !w.makesTable())
                        .skip(1)
                        .mapToInt(w -> 2 * w.standing())
                        .sum(),
                number(target, "SELECT n FROM turns"));
        count(
                "all",
                "ledger rows that hang on no other",
                1,
                number(
                        target,
                        "SELECT count(*) FROM sluice.applied a WHERE NOT EXISTS (SELECT FROM sluice.applied b WHERE b.row_hash = a.prev_hash)"));
    }

    /// A session that has just ended may take a moment to go.
    private void leftBehind() {
        if (!Ground.within(Duration.ofSeconds(5), () -> left() == 0))
            findings.add(
                    name
                            + ": INVALID indexes, open intents, locks, prepared transactions or temporary tables stay behind");
    }

    private long left() {
        try {
            return number(
                    target,
                    """
                    SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid)
                         + (SELECT count(*) FROM sluice.step WHERE state = 'intent')
                         + (SELECT count(*) FROM pg_locks l WHERE l.locktype = 'advisory' AND l.database =
                              (SELECT oid FROM pg_database WHERE datname = current_database()))
                         + (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())
                         + (SELECT count(*) FROM pg_class WHERE relpersistence = 't')\
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void metadataRests() throws SQLException {
        count(
                "metadata",
                "runs that are neither applied nor undone",
                0,
                number(
                        metadata,
                        """
                        SELECT count(*) FROM run r JOIN stage s ON s.id = r.stage_id JOIN rollout o ON o.id = s.rollout_id
                        JOIN change c ON c.id = o.change_id JOIN project p ON p.id = c.project_id
                        WHERE p.name = ? AND r.state NOT IN ('applied', 'reverted', 'skipped')\
                        """,
                        name));
        count(
                "metadata",
                "attempts without an end",
                0,
                number(
                        metadata,
                        """
                        SELECT count(*) FROM attempt a JOIN run r ON r.id = a.run_id JOIN revision_target t ON t.id = r.target_id
                        JOIN managed_database d ON d.id = t.database_id WHERE d.name = ? AND a.ended_at IS NULL\
                        """,
                        name));
        count(
                "metadata",
                "audit events that hang on no other",
                1,
                number(
                        metadata,
                        "SELECT count(*) FROM audit_event a WHERE NOT EXISTS (SELECT FROM audit_event b WHERE b.seq = a.seq - 1 AND b.row_hash = a.prev_hash)"));
    }

    /// Statements ran only for a digest that somebody had approved before, each attempt and each
    /// wish is in the trail once.
    private void trail() throws SQLException {
        count(
                "trail",
                "attempts at a digest that nobody had approved",
                0,
                number(
                        metadata,
                        """
                        SELECT count(*) FROM audit_event s JOIN project p ON p.id = s.project_id
                        WHERE p.name = ? AND s.action = 'run.started' AND s.detail::json ->> 'direction' = 'up'
                        AND NOT EXISTS (SELECT FROM audit_event a WHERE a.action = 'change.approved'
                            AND a.project_id = s.project_id AND a.subject = s.subject AND a.seq < s.seq
                            AND a.detail::json ->> 'digest' = s.detail::json ->> 'digest')\
                        """,
                        name));
        count(
                "trail",
                "attempts without their one event",
                0,
                number(
                        metadata,
                        """
                        SELECT abs((SELECT count(*) FROM audit_event e JOIN project p ON p.id = e.project_id
                            WHERE p.name = ? AND e.action = 'run.started')
                          - (SELECT count(*) FROM attempt a JOIN run r ON r.id = a.run_id JOIN revision_target t ON t.id = r.target_id
                            JOIN managed_database d ON d.id = t.database_id WHERE d.name = ?))\
                        """,
                        name,
                        name));
        count(
                "trail",
                "wishes that are told twice or not at all",
                0,
                number(
                        metadata,
                        """
                        SELECT count(*) FROM change c JOIN project p ON p.id = c.project_id
                        CROSS JOIN LATERAL (VALUES ('change.approved', true), ('change.done', true),
                            ('change.reverted', c.state = 'reverted')) w (action, wanted)
                        WHERE p.name = ? AND (SELECT count(*) FROM audit_event e WHERE e.project_id = p.id
                            AND e.action = w.action AND e.subject = '#' || c.number) <> w.wanted::int\
                        """,
                        name));
    }

    private long marks(String tag, String direction) throws SQLException {
        return number(
                target,
                "SELECT count(*) FROM marks WHERE tag = ? AND direction = ?",
                tag,
                direction);
    }

    private long ledger(String tag, String direction) throws SQLException {
        return number(
                target,
                "SELECT count(*) FROM sluice.applied WHERE tag = ? AND direction = ?",
                tag,
                direction);
    }

    private long history(String tag, String direction) throws SQLException {
        return number(
                metadata,
                """
                SELECT count(*) FROM history h JOIN managed_database d ON d.id = h.database_id
                WHERE d.name = ? AND h.tag = ? AND h.direction = ?\
                """,
                name,
                tag,
                direction);
    }

    private void count(String of, String what, long wanted, long found) {
        if (found != wanted)
            findings.add("%s, %s: %s: %d instead of %d".formatted(name, of, what, found, wanted));
    }

    private static long number(Connection on, String query, String... parameters)
            throws SQLException {
        try (var statement = on.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) statement.setString(i + 1, parameters[i]);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
