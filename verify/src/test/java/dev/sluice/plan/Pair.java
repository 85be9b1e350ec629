package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Two schemas as SQL, and the law that every plan between them keeps.
record Pair(int major, String from, String to) {
    static Pair of(String from, String to) {
        return new Pair(18, from, to);
    }

    /// Applies the plan to the one and compares with the other, then the way back.
    Plan proven() throws SQLException {
        return proven(Strategy.DIRECT);
    }

    /// The same for the online plan, with the rows that `from` puts in.
    Plan online() throws SQLException {
        return proven(Strategy.ONLINE);
    }

    /// There alone: the statements, where PostgreSQL has none for the way back.
    List<String> thereBy(Strategy strategy) throws SQLException {
        try (TestDatabase a = TestPostgres.database(major);
                TestDatabase b = TestPostgres.database(major)) {
            a.execute(from);
            b.execute(to);
            Catalog after = read(b);
            Plan plan = ready(Planner.plan(read(a), after, PlanOptions.NONE.by(strategy)));
            run(a, plan.steps());
            assertSame(read(a), after);
            return sql(plan.steps());
        }
    }

    private Plan proven(Strategy strategy) throws SQLException {
        try (TestDatabase a = TestPostgres.database(major);
                TestDatabase b = TestPostgres.database(major)) {
            a.execute(from);
            b.execute(to);
            Catalog before = read(a);
            Catalog after = read(b);
            Plan plan = ready(Planner.plan(before, after, PlanOptions.NONE.by(strategy)));
            run(a, plan.steps());
            assertSame(read(a), after);
            run(a, plan.wayBack());
            assertSame(read(a), before);
            return plan;
        }
    }

    private static void assertSame(Catalog is, Catalog wanted) {
        assertThat(words(Diff.withAccess(is, wanted))).isEmpty();
    }

    Planned planned() throws SQLException {
        try (TestDatabase a = TestPostgres.database(major);
                TestDatabase b = TestPostgres.database(major)) {
            a.execute(from);
            b.execute(to);
            return Planner.plan(read(a), read(b), PlanOptions.NONE);
        }
    }

    List<String> refused() throws SQLException {
        assertThat(planned()).isInstanceOf(Planned.Refused.class);
        return ((Planned.Refused) planned()).reasons();
    }

    /// The catalog of `to`, rendered, loaded in the order given and read again.
    void staysTheSameWhenRendered() throws SQLException {
        try (TestDatabase a = TestPostgres.database(major);
                TestDatabase b = TestPostgres.database(major)) {
            a.execute(to);
            Catalog read = read(a);
            b.execute("SET check_function_bodies = off");
            for (String sql : Sql.statements(read)) b.execute(sql);
            assertThat(words(Diff.between(read, read(b)))).isEmpty();
        }
    }

    static List<String> sql(List<Step> steps) {
        return steps.stream().map(Step::sql).toList();
    }

    static List<HazardKind> hazards(Plan plan) {
        return plan.steps().stream()
                .flatMap(s -> s.hazards().stream())
                .map(Hazard::kind)
                .distinct()
                .sorted()
                .toList();
    }

    static Plan ready(Planned planned) {
        return switch (planned) {
            case Planned.Ready(Plan plan) -> plan;
            case Planned.Refused(List<String> reasons) ->
                    throw new AssertionError(String.join("\n", reasons));
        };
    }

    static Catalog read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return CatalogReader.read(connection);
        }
    }

    private static void run(TestDatabase database, List<Step> steps) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET check_function_bodies = off");
            for (Step s : steps) {
                boolean alone = s.mode() == TransactionMode.ALONE;
                if (alone && !connection.getAutoCommit()) connection.commit();
                connection.setAutoCommit(alone);
                statement.execute(s.sql());
            }
            if (!connection.getAutoCommit()) connection.commit();
        }
    }

    private static List<String> words(List<Difference> differences) {
        return differences.stream().map(Difference::words).toList();
    }
}
