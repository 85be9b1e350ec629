package dev.sluice.bench.generated;

import dev.sluice.plan.Step;
import dev.sluice.plan.TransactionMode;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.QueryExecutor;

/// A database that a case runs in. Where nothing has to be committed, everything is one transaction
/// that is rolled back: the database is the next case's.
public final class Ground implements AutoCloseable {
    /// So many cases leave so many dead rows in the catalogs that reading them takes longer.
    private static final int UNTIL_SWEPT = 25;

    private final TestDatabase database;
    public final Connection connection;
    private int cases;

    private Ground(TestDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    public static Ground open(int major) throws SQLException {
        TestDatabase database = TestPostgres.database(major);
        // planning what a catalog is read with takes longer than reading it
        Connection connection =
                DriverManager.getConnection(
                        database.url() + "&preferQueryMode=extendedCacheEverything");
        connection.setAutoCommit(false);
        return new Ground(database, connection);
    }

    /// At the beginning of a case: nothing stands.
    public void clear() throws SQLException {
        connection.rollback();
        if (++cases % UNTIL_SWEPT != 0) return;
        connection.setAutoCommit(true);
        run("VACUUM (SKIP_LOCKED)"); // catalogs that are all databases'
        connection.setAutoCommit(false);
    }

    /// As it stands: only so may a text hold several statements, whatever is in them.
    public void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement
                    .unwrap(BaseStatement.class)
                    .executeWithFlags(sql, QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
        }
    }

    /// All in one round trip.
    void load(List<String> statements) throws SQLException {
        if (!statements.isEmpty()) run(String.join(";\n", statements));
    }

    void loadWithoutBodies(List<String> statements) throws SQLException {
        run("SET LOCAL check_function_bodies = off");
        load(statements);
    }

    public void steps(List<Step> steps) throws StepFailedException, SQLException {
        run("SET check_function_bodies = off");
        for (Step step : steps)
            try {
                if (step.mode() == TransactionMode.ALONE) alone(step.sql());
                else run(step.sql());
            } catch (SQLException e) {
                throw new StepFailedException(step, e);
            }
    }

    /// What came before stays, whatever comes after.
    private void alone(String sql) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        run(sql);
        connection.setAutoCommit(false);
    }

    public Catalog read() throws SQLException {
        return CatalogReader.read(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }

    public static final class StepFailedException extends Exception {
        private static final long serialVersionUID = 1;
        final transient Step step;
        final transient SQLException reason;

        StepFailedException(Step step, SQLException reason) {
            super(reason.getMessage() + "\nin: " + step.sql(), reason);
            this.step = step;
            this.reason = reason;
        }
    }
}
