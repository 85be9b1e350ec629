package dev.sluice.source.catalog;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Unsupported;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One reading of a database: what was found so far, and which oid is which object.
final class Reading {
    final Connection connection;
    final Oids oids = new Oids();
    final List<SchemaObject> objects = new ArrayList<>();
    final Set<Dependency> dependencies = new HashSet<>();

    private Reading(Connection connection) {
        this.connection = connection;
    }

    /// The order is that of need: names of types before columns, columns before constraints.
    static Catalog of(Connection connection) throws SQLException {
        var reading = new Reading(connection);
        SchemaRows.read(reading);
        ExtensionRows.read(reading);
        UnsupportedRows.read(reading);
        EnumRows.read(reading);
        DomainRows.read(reading);
        CompositeRows.read(reading);
        FunctionRows.read(reading);
        var relations = RelationRows.read(reading);
        var identities = SequenceRows.read(reading);
        var columns = ColumnRows.read(reading, identities);
        var constraints = ConstraintRows.read(reading);
        relations.add(reading, columns, constraints);
        IndexRows.read(reading);
        TriggerRows.read(reading);
        PolicyRows.read(reading);
        RuleRows.read(reading);
        DependencyRows.read(reading);
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return Bookkeeping.without(new Catalog(major, reading.objects, reading.dependencies));
    }

    void each(String sql, Rows.Each each) throws SQLException {
        Rows.each(connection, sql, each);
    }

    /// What the model doesn't hold of an object and a recreation would lose: a dependency whose
    /// dependent is no object of the catalog, so no part of a comparison.
    void lost(ObjectId of, String what) {
        String name = of.member().isEmpty() ? of.name() : of.name() + "." + of.member();
        var id = new ObjectId(Kind.UNSUPPORTED, of.schema(), name, what);
        dependencies.add(new Dependency(id, of));
    }

    /// Reads `foreign_owner` and `granted`, which [Rows#owned] selects.
    void ownership(ObjectId of, Rows row) throws SQLException {
        if (row.flag("foreign_owner")) lost(of, "owner");
        if (row.flag("granted")) lost(of, "grants");
    }

    /// A fact that the model cannot hold: shown and compared, never planned.
    void unsupported(String kind, String schema, String name, String detail) {
        objects.add(new Unsupported(kind, schema, name, detail));
    }
}
