package dev.sluice.bench.locks;

import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One change of a schema with rows: its direct plan, each step of which runs in a transaction of
/// its own, and is measured.
public final class Trial {
    public record Ran(Step step, Measured measured, List<String> misses) {}

    private Trial() {}

    /// Of the rows that `from` makes; empty for a change that no plan makes.
    public static List<Ran> run(int major, String from, String change) throws SQLException {
        try (TestDatabase a = TestPostgres.database(major);
                TestDatabase b = TestPostgres.database(major);
                Connection on = a.connect();
                Connection other = b.connect()) {
            execute(on, from);
            execute(other, from);
            execute(other, change);
            Planned planned = Planner.plan(read(on), read(other), PlanOptions.NONE);
            return planned instanceof Planned.Ready(Plan plan) ? run(on, plan.steps()) : List.of();
        }
    }

    private static List<Ran> run(Connection on, List<Step> steps) throws SQLException {
        var ran = new ArrayList<Ran>();
        on.setAutoCommit(false);
        Set<Long> standing = Measured.standing(on);
        on.commit();
        for (Step step : steps) {
            execute(on, "SET LOCAL max_parallel_maintenance_workers = 0");
            Measured measured = Measured.of(on, step.sql(), standing);
            on.commit();
            ran.add(new Ran(step, measured, Told.of(step).misses(measured)));
        }
        return ran;
    }

    private static Catalog read(Connection on) throws SQLException {
        on.setAutoCommit(false);
        Catalog read = CatalogReader.read(on);
        on.commit();
        on.setAutoCommit(true);
        return read;
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
