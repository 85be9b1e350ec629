package dev.sluice.folder;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.source.scratch.Loader;
import dev.sluice.source.scratch.Roles;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/// Runs one file's statements on a scratch connection, in one transaction as the executor does; a
/// file with a statement that PostgreSQL refuses in a transaction, or with a label that is used
/// where it was added, runs statement by statement.
final class FileRun {
    private static final String MEND =
            "Mend that statement; it ran on a scratch database only, nothing else was changed.";
    private static final String NO_RIGHT =
            "On scratch no statement has a superuser's rights, so that nothing in a migration reaches the machine"
                    + " that proves it: leave to an administrator what needs them. Nothing else was changed.";

    private final Connection connection;
    private final String file;
    private final List<String> statements;
    private final String searchPath;

    private FileRun(
            Connection connection, String file, List<String> statements, String searchPath) {
        this.connection = connection;
        this.file = file;
        this.statements = statements;
        this.searchPath = searchPath;
    }

    /// @throws ReplayFailed naming the statement
    static void run(Connection connection, String file, List<String> statements, String searchPath)
            throws SQLException {
        new FileRun(connection, file, statements, searchPath).run();
    }

    private void run() throws SQLException {
        try {
            connection.setAutoCommit(false);
            all();
            connection.commit();
            connection.setAutoCommit(true);
            reset();
        } catch (NeedsNoTransaction e) {
            connection.rollback();
            connection.setAutoCommit(true);
            all();
            reset();
        } catch (ReplayFailed e) {
            if (!connection.getAutoCommit()) connection.rollback();
            throw e;
        } finally {
            if (!connection.isClosed()) connection.setAutoCommit(true);
        }
    }

    private void all() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(
                    "SELECT pg_catalog.set_config('search_path', '"
                            + searchPath.replace("'", "''")
                            + "', false)");
            for (int i = 0; i < statements.size(); i++) one(statement, i, "");
        }
    }

    /// As the executor sets a session anew before each migration: a role that a file took must not
    /// run the next one, nor read the catalog.
    private void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET SESSION AUTHORIZATION");
            statement.execute("RESET ALL");
        }
    }

    /// `cured`: what was done for it already, so that it may run.
    private void one(Statement statement, int index, String cured) throws SQLException {
        String sql = statements.get(index);
        boolean guarded = !connection.getAutoCommit();
        Savepoint before = guarded ? connection.setSavepoint() : null;
        try {
            if (guarded) statement.execute(sql);
            else for (SqlStatement one : Statements.split(sql)) statement.execute(one.text());
        } catch (SQLException e) {
            if (guarded && Loader.needsNoTransaction(e)) throw new NeedsNoTransaction();
            if (before != null) back(before, index);
            if (Roles.stands(sql, e)) return;
            String cure = Roles.cure(e).orElse(cured);
            if (cure.equals(cured) || !isDone(statement, cure)) throw failed(index, e);
            one(statement, index, cure);
            return;
        }
        if (before != null) release(before, index);
    }

    private static boolean isDone(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    /// The savepoint is gone when the statement ended the transaction that it stood in.
    private void release(Savepoint before, int index) {
        try {
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            throw left(index, e);
        }
    }

    private void back(Savepoint before, int index) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            throw left(index, e);
        }
    }

    private ReplayFailed left(int index, SQLException e) {
        return failed(
                index,
                e,
                "it ends the transaction that a migration runs in, which Sluice begins and ends");
    }

    private ReplayFailed failed(int index, SQLException e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        return failed(
                index, e, message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", ""));
    }

    private ReplayFailed failed(int index, SQLException e, String first) {
        String sql = statements.get(index).lines().findFirst().orElse("");
        return new ReplayFailed(
                new Problem(
                        file,
                        0,
                        0,
                        "statement %d of %d does not run: %s (SQLSTATE %s). It begins: %s"
                                .formatted(
                                        index + 1,
                                        statements.size(),
                                        first,
                                        e.getSQLState(),
                                        sql.length() > 120 ? sql.substring(0, 120) + "…" : sql),
                        "42501".equals(e.getSQLState()) ? NO_RIGHT : MEND),
                e);
    }

    private static final class NeedsNoTransaction extends SQLException {
        private static final long serialVersionUID = 1;
    }
}
