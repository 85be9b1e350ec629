package dev.sluice.source.catalog;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.postgresql.core.BaseConnection;

/// One reading of a database: what was found so far, and which oid is which object.
final class Reading {
    private static final ThreadFactory AHEAD =
            Thread.ofPlatform().daemon().name("catalog queries").factory();

    final Oids oids = new Oids();
    final List<SchemaObject> objects = new ArrayList<>();
    final List<Dependency> dependencies = new ArrayList<>();

    private final List<Query> queries = new ArrayList<>();

    private record Query(String sql, Rows.Each each) {}

    private Reading() {}

    /// The order is that of need: names of types before columns, columns before constraints.
    static Catalog of(Connection connection) throws SQLException {
        var reading = new Reading();
        int major = connection.getMetaData().getDatabaseMajorVersion();
        Connection raw = connection.unwrap(BaseConnection.class);
        There there = There.in(raw);
        SchemaRows.read(reading);
        if (there.has("extension")) ExtensionRows.read(reading);
        DefinitionRows.read(reading, there, major);
        if (there.has("type e")) EnumRows.read(reading);
        if (there.has("type d")) DomainRows.read(reading);
        if (there.has("relation c")) CompositeRows.read(reading);
        if (there.has("routine")) FunctionRows.read(reading);
        var relations = RelationRows.read(reading, there);
        var identities = SequenceRows.read(reading, there);
        var columns = ColumnRows.read(reading, identities);
        var constraints = ConstraintRows.read(reading, major);
        IndexRows.read(reading, major);
        if (there.has("trigger")) TriggerRows.read(reading);
        if (there.has("pg_policy")) PolicyRows.read(reading);
        SettingRows.read(reading, there);
        var access = AccessRows.read(reading, there);
        DependencyRows.read(reading);
        reading.run(raw);
        relations.add(reading, columns, constraints);
        var known = new HashMap<ObjectId, SchemaObject>();
        reading.objects.forEach(o -> known.put(o.id(), o));
        access.add(reading, known);
        return Bookkeeping.without(new Catalog(major, reading.objects, reading.dependencies));
    }

    /// Says what to ask and what to do with each row of the answer; [#run] does it, in the order in
    /// which it was said.
    void each(String sql, Rows.Each each) {
        queries.add(new Query(sql, each));
    }

    /// The server works on the next question while the answer to the last is taken apart.
    private void run(Connection connection) throws SQLException {
        try (var ahead = Executors.newSingleThreadExecutor(AHEAD)) {
            List<Future<Rows>> answers = new ArrayList<>();
            for (Query q : queries) answers.add(ahead.submit(() -> Rows.of(connection, q.sql())));
            try {
                for (int i = 0; i < queries.size(); i++)
                    try (Rows rows = answers.get(i).get()) {
                        while (rows.next()) queries.get(i).each().row(rows);
                    }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException sql) throw sql;
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while a catalog was read", e);
            } finally {
                ahead.shutdownNow();
            }
        }
    }
}
