package dev.sluice.bench.storm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
            judge.migrations(all);
            judge.made(all);
            judge.order();
            judge.totals(all);
            judge.leftBehind();
            judge.metadataRests();
            judge.trail();
            return List.copyOf(judge.findings);
        }
    }

    private void migrations(List<Wanted> all) throws SQLException {
        Map<String, Long> marks =
                counted(target, "SELECT tag || ' ' || direction, count(*) FROM marks GROUP BY 1");
        Map<String, Long> ledger =
                counted(
                        target,
                        "SELECT tag || ' ' || direction, count(*) FROM sluice.applied GROUP BY 1");
        Map<String, Long> history =
                counted(
                        metadata,
                        """
                        SELECT h.tag || ' ' || h.direction, count(*) FROM history h
                        JOIN managed_database d ON d.id = h.database_id WHERE d.name = ? GROUP BY 1\
                        """,
                        name);
        Map<String, Long> drizzle =
                counted(
                        target,
                        "SELECT hash, count(*) FROM drizzle.__drizzle_migrations GROUP BY 1");
        for (Wanted w : all) {
            String up = w.tag() + " up";
            String down = w.tag() + " down";
            count(up, "its rows", w.ups(), marks.get(up));
            count(down, "its rows", w.downs(), marks.get(down));
            count(up, "ledger rows", w.ups(), ledger.get(up));
            count(down, "ledger rows", w.downs(), ledger.get(down));
            count(up, "history rows", w.ups(), history.get(up));
            count(down, "history rows", w.downs(), history.get(down));
            count(w.tag(), "rows in Drizzle's record", w.standing(), drizzle.get(sha256(w.text())));
        }
    }

    private void made(List<Wanted> all) throws SQLException {
        Map<String, Long> tables =
                counted(target, "SELECT relname, count(*) FROM pg_class GROUP BY 1");
        Map<String, Long> finished =
                counted(
                        target,
                        """
                        SELECT c.relname, count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE a.attname = 'note' AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace GROUP BY 1\
                        """);
        Map<String, Long> valid =
                counted(
                        target,
                        """
                        SELECT c.relname, count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                        WHERE i.indisvalid AND c.relnamespace = 'public'::regnamespace GROUP BY 1\
                        """);
        for (Wanted w : all) {
            if (w.makesTable()) {
                count(
                        w.tag(),
                        "tables with the last statement's column",
                        w.standing(),
                        finished.get(w.table()));
                count(w.tag(), "tables", w.standing(), tables.get(w.table()));
            }
            if (!w.index().isEmpty())
                count(w.tag(), "valid indexes", w.standing(), valid.get(w.index()));
        }
    }

    /// Within an attempt the author's order, or the other way round.
    private void order() throws SQLException {
        count(
                "all",
                "ledger rows out of the author's order",
                0,
                number(
                        target,
                        """
                        SELECT count(*) FROM (SELECT a.direction, a.tag, b.tag AS before FROM sluice.applied a
                            JOIN sluice.applied b ON b.row_hash = a.prev_hash AND b.run_id = a.run_id
                              AND b.direction = a.direction) pairs
                        WHERE CASE direction WHEN 'up' THEN tag <= before ELSE tag >= before END\
                        """));
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

    private void count(String of, String what, long wanted, @Nullable Long rows) {
        long found = rows == null ? 0 : rows;
        if (found != wanted)
            findings.add("%s, %s: %s: %d instead of %d".formatted(name, of, what, found, wanted));
    }

    /// By what the first column names; the greatest number where it is named several times.
    static Map<String, Long> counted(Connection on, String query, String... parameters)
            throws SQLException {
        var counts = new HashMap<String, Long>();
        try (var statement = on.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) statement.setString(i + 1, parameters[i]);
            try (var row = statement.executeQuery()) {
                while (row.next()) counts.merge(row.getString(1), row.getLong(2), Math::max);
            }
        }
        return counts;
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
