package dev.sluice.bench.locks;

import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A column of each type that becomes one of each other: what is told of it, beside what was
/// measured. One transaction, in which nothing stays.
public final class Types {
    private final Connection on;
    private final Map<String, Catalog> catalogs = new LinkedHashMap<>();

    private Types(Connection on) {
        this.on = on;
    }

    public static List<String> misses(Connection on, List<String> types) throws SQLException {
        on.setAutoCommit(false);
        var all = new Types(on);
        for (String t : types) all.read(t);
        var misses = new ArrayList<String>();
        for (String from : types)
            for (String to : types) if (!from.equals(to)) misses.addAll(all.misses(from, to));
        on.rollback();
        return misses;
    }

    private void read(String type) throws SQLException {
        var before = on.setSavepoint();
        make(type);
        catalogs.put(type, CatalogReader.read(on));
        on.rollback(before);
    }

    private void make(String type) throws SQLException {
        run(
                "CREATE TABLE public.ty (id int, x "
                        + type
                        + "); INSERT INTO public.ty VALUES (1, NULL)");
    }

    private List<String> misses(String from, String to) throws SQLException {
        Planned planned =
                Planner.plan(
                        Objects.requireNonNull(catalogs.get(from)),
                        Objects.requireNonNull(catalogs.get(to)),
                        PlanOptions.NONE);
        if (!(planned instanceof Planned.Ready(Plan plan)) || plan.steps().size() != 1)
            return List.of();
        var before = on.setSavepoint();
        make(from);
        String change = from + " to " + to;
        try {
            Measured measured =
                    Measured.of(on, plan.steps().getFirst().sql(), Measured.standing(on));
            return Told.of(plan.steps().getFirst()).misses(measured).stream()
                    .map(m -> change + ": " + m)
                    .toList();
        } catch (SQLException e) {
            return List.of(change + ": " + e.getMessage());
        } finally {
            on.rollback(before);
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = on.createStatement()) {
            statement.execute(sql);
        }
    }
}
