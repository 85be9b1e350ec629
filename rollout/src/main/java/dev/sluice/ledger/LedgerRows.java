package dev.sluice.ledger;

import dev.sluice.ledger.LedgerRow.Direction;
import dev.sluice.ledger.LedgerRow.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ledger's SQL.
final class LedgerRows {
    private static final String ROWS =
            """
            SELECT project, migration_digest, generation, direction, tag, origin, change_no, revision_digest,
                   run_id, attempt, epoch, fingerprint_before, fingerprint_after, at, by, prev_hash, row_hash
            FROM sluice.applied WHERE project = ? ORDER BY at, generation, direction DESC, tag\
            """;

    private static final String INSERT =
            """
            INSERT INTO sluice.applied (project, migration_digest, generation, direction, tag, origin, change_no,
                   revision_digest, run_id, attempt, epoch, fingerprint_before, fingerprint_after, at, by, prev_hash, row_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;

    private static final String HEAD =
            """
            SELECT a.row_hash FROM sluice.applied a WHERE a.project = ? AND NOT EXISTS (
                SELECT FROM sluice.applied n WHERE n.project = a.project AND n.prev_hash = a.row_hash)\
            """;

    private LedgerRows() {}

    static List<LedgerRow> read(Connection connection, String project) throws SQLException {
        List<LedgerRow> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setString(1, project);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) rows.add(row(row));
            }
        }
        return inOrderOfChain(rows);
    }

    /// Clocks may jump, the chain may not; rows that hang on nothing come last, for
    /// [Ledger#broken()] to name.
    private static List<LedgerRow> inOrderOfChain(List<LedgerRow> rows) {
        Map<String, LedgerRow> byPrev = new HashMap<>();
        rows.forEach(r -> byPrev.put(r.prevHash(), r));
        List<LedgerRow> ordered = new ArrayList<>();
        for (LedgerRow r = byPrev.remove(""); r != null; r = byPrev.remove(r.rowHash()))
            ordered.add(r);
        rows.stream().filter(r -> !ordered.contains(r)).forEach(ordered::add);
        return ordered;
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        long change = row.getLong(7);
        Long changeNo = row.wasNull() ? null : change;
        return new LedgerRow(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                Direction.of(row.getString(4)),
                row.getString(5),
                Origin.of(row.getString(6)),
                changeNo,
                row.getString(8),
                row.getString(9),
                row.getInt(10),
                row.getLong(11),
                row.getString(12),
                row.getString(13),
                row.getObject(14, OffsetDateTime.class).toInstant(),
                row.getString(15),
                row.getString(16),
                row.getString(17));
    }

    static void insert(Connection connection, LedgerRow row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, row.project());
            insert.setString(2, row.digest());
            insert.setInt(3, row.generation());
            insert.setString(4, row.direction().text());
            insert.setString(5, row.tag());
            insert.setString(6, row.origin().text());
            insert.setObject(7, row.changeNo(), Types.BIGINT);
            insert.setString(8, row.revisionDigest());
            insert.setString(9, row.runId());
            insert.setInt(10, row.attempt());
            insert.setLong(11, row.epoch());
            insert.setString(12, row.fingerprintBefore());
            insert.setString(13, row.fingerprintAfter());
            insert.setObject(14, row.at().atOffset(ZoneOffset.UTC));
            insert.setString(15, row.by());
            insert.setString(16, row.prevHash());
            insert.setString(17, row.rowHash());
            insert.executeUpdate();
        }
    }

    static String head(Connection connection, String project) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HEAD)) {
            query.setString(1, project);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    static List<String> projects(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT DISTINCT project FROM sluice.applied ORDER BY 1")) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }

    static @Nullable Managed managed(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT server, project, environment FROM sluice.managed")) {
            return row.next()
                    ? new Managed(row.getString(1), row.getString(2), row.getString(3))
                    : null;
        }
    }

    static void manage(Connection connection, Managed mark) throws SQLException {
        String sql =
                "INSERT INTO sluice.managed (server, project, environment) VALUES (?, ?, ?) ON CONFLICT ((true))"
                        + " DO UPDATE SET project = excluded.project, environment = excluded.environment"
                        + " WHERE managed.server = excluded.server";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, mark.server());
            insert.setString(2, mark.project());
            insert.setString(3, mark.environment());
            insert.executeUpdate();
        }
    }

    static void unmanage(Connection connection, Managed mark) throws SQLException {
        if (!LedgerTables.present(connection)) return;
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM sluice.managed WHERE server = ? AND project = ?")) {
            delete.setString(1, mark.server());
            delete.setString(2, mark.project());
            delete.executeUpdate();
        }
    }
}
