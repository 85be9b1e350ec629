package dev.sluice.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An ordinary, partitioned or foreign table with its columns (attnum order) and constraints (by
/// name). `options` are storage parameters, `name=value`, in the order in which they were set,
/// which says nothing. `replicaIdentity` is `DEFAULT`, `FULL`, `NOTHING` or `INDEX name`; `server`
/// is that of a foreign table.
public record Table(
        QualifiedName name,
        List<Column> columns,
        List<Constraint> constraints,
        boolean rowSecurity,
        boolean forceRowSecurity,
        boolean unlogged,
        List<String> options,
        @Nullable String accessMethod,
        String replicaIdentity,
        Partitioning partitioning,
        @Nullable Identifier server,
        @Nullable String comment)
        implements SchemaObject {
    public Table {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        options = List.copyOf(options);
    }

    /// With nothing set that CREATE TABLE would have to say.
    public static Table plain(
            QualifiedName name,
            List<Column> columns,
            List<Constraint> constraints,
            boolean rowSecurity) {
        return new Table(
                name,
                columns,
                constraints,
                rowSecurity,
                false,
                false,
                List.of(),
                null,
                "DEFAULT",
                Partitioning.NONE,
                null,
                null);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.TABLE, name);
    }

    public Optional<Column> column(Identifier wanted) {
        for (Column c : columns) if (c.name().equals(wanted)) return Optional.of(c);
        return Optional.empty();
    }

    public Optional<Constraint> constraint(Identifier wanted) {
        for (Constraint c : constraints) if (c.name().equals(wanted)) return Optional.of(c);
        return Optional.empty();
    }
}
