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

    public Table withColumns(List<Column> others) {
        return with(others, constraints);
    }

    public Table withConstraints(List<Constraint> others) {
        return with(columns, others);
    }

    private Table with(List<Column> columns, List<Constraint> constraints) {
        return new Table(
                name,
                columns,
                constraints,
                rowSecurity,
                forceRowSecurity,
                unlogged,
                options,
                accessMethod,
                replicaIdentity,
                partitioning,
                server,
                comment);
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

    /// A column's plain not-null constraint, where there is more to it than [Column#notNull], or
    /// one that is not valid.
    public Optional<Constraint> notNull(Identifier column) {
        for (Constraint c : constraints)
            if (c.kind() == ConstraintKind.NOT_NULL
                    && c.columns().contains(column)
                    && !c.definition().endsWith(" NO INHERIT")) return Optional.of(c);
        return Optional.empty();
    }

    /// Whether a column of tables below is not null by this one's.
    public boolean givesNotNull(Identifier column) {
        return column(column).map(Column::notNull).orElse(false) || notNull(column).isPresent();
    }

    /// What PostgreSQL calls the not-null constraint of a column (18+).
    public Identifier madeUpNotNull(Identifier column) {
        return Identifier.madeUp(name.name().text(), column.text(), "not_null");
    }
}
