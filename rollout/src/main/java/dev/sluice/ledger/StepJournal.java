package dev.sluice.ledger;

import dev.sluice.ledger.LedgerRow.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far a migration came that does not run in one transaction: its rows of `sluice.step`. Where
/// the ledger has its row, they are history.
public final class StepJournal {
    public enum State {
        NOT_BEGUN,
        /// It was begun; whether it is done, only the catalog tells.
        INTENT,
        APPLIED
    }

    private static final String KEY =
            "project = ? AND migration_digest = ? AND generation = ? AND direction = ?";

    private final Connection connection;
    private final String project;
    private final String digest;
    private final int generation;
    private final Direction direction;

    private StepJournal(
            Connection connection,
            String project,
            String digest,
            int generation,
            Direction direction) {
        this.connection = connection;
        this.project = project;
        this.digest = digest;
        this.generation = generation;
        this.direction = direction;
    }

    /// Of the next application, or undo, of a migration.
    public static StepJournal next(
            Connection connection, Ledger ledger, String digest, Direction direction) {
        int applied = ledger.generation(digest);
        return new StepJournal(
                connection,
                ledger.project(),
                digest,
                direction == Direction.UP ? applied + 1 : applied,
                direction);
    }

    /// Empty where nothing of it was begun.
    public Map<Integer, State> states() throws SQLException {
        var states = new HashMap<Integer, State>();
        if (!LedgerTables.present(connection)) return states;
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT step_no, state FROM sluice.step WHERE " + KEY)) {
            key(query, 1);
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    states.put(
                            row.getInt(1),
                            row.getString(2).equals("applied") ? State.APPLIED : State.INTENT);
            }
        }
        return states;
    }

    /// Of each step that was begun, the hash of what it ran.
    public Map<Integer, String> hashes() throws SQLException {
        var hashes = new HashMap<Integer, String>();
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT step_no, statement_hash FROM sluice.step WHERE " + KEY)) {
            key(query, 1);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) hashes.put(row.getInt(1), row.getString(2));
            }
        }
        return hashes;
    }

    /// In the caller's transaction, or one of its own.
    public void intend(int step, String kind, String statementHash) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO sluice.step (project, migration_digest, generation, direction, step_no, kind, statement_hash, state, at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, 'intent', pg_catalog.clock_timestamp())")) {
            key(insert, 1);
            insert.setInt(5, step);
            insert.setString(6, kind);
            insert.setString(7, statementHash);
            insert.executeUpdate();
        }
    }

    public void applied(int step) throws SQLException {
        if (ofIntent(
                        "UPDATE sluice.step SET state = 'applied', at = pg_catalog.clock_timestamp()",
                        step)
                != 1) throw new SQLException("step " + step + " has no open intent in sluice.step");
    }

    /// The step was begun in vain, and nothing of it is left.
    public void withdraw(int step) throws SQLException {
        ofIntent("DELETE FROM sluice.step", step);
    }

    private int ofIntent(String change, int step) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        change + " WHERE " + KEY + " AND step_no = ? AND state = 'intent'")) {
            key(statement, 1);
            statement.setInt(5, step);
            return statement.executeUpdate();
        }
    }

    private void key(PreparedStatement statement, int first) throws SQLException {
        statement.setString(first, project);
        statement.setString(first + 1, digest);
        statement.setInt(first + 2, generation);
        statement.setString(first + 3, direction.text());
    }

    /// The numbers of the steps that stand.
    public List<Integer> standing() throws SQLException {
        var standing = new ArrayList<Integer>();
        states().forEach((step, state) -> {
            if (state == State.APPLIED) standing.add(step);
        });
        standing.sort(null);
        return standing;
    }

    /// A migration that stands between two of its steps: begun, and not recorded as run.
    public record UnderWay(String digest, Direction direction) {}

    /// A database that holds one is in no state that was ever reviewed.
    public static List<UnderWay> underWay(Connection connection) throws SQLException {
        var found = new ArrayList<UnderWay>();
        if (!LedgerTables.present(connection)) return found;
        try (var query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                """
                                SELECT DISTINCT s.migration_digest, s.direction FROM sluice.step s WHERE NOT EXISTS (
                                    SELECT FROM sluice.applied a WHERE (a.project, a.migration_digest, a.generation, a.direction)
                                        = (s.project, s.migration_digest, s.generation, s.direction)) ORDER BY 1, 2\
                                """)) {
            while (row.next())
                found.add(new UnderWay(row.getString(1), Direction.of(row.getString(2))));
        }
        return found;
    }
}
