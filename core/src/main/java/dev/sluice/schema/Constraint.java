package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `definition` is pg_get_constraintdef()'s text: complete with INCLUDE, NULLS NOT DISTINCT,
/// DEFERRABLE, NO INHERIT, NOT VALID. `columns` are the constrained ones in key order (empty for an
/// expression); `references` the table of a foreign key. Not-null constraints of 18+ are read as
/// [Column#notNull] only, unless NO INHERIT or NOT VALID. `local` is false for what a parent table
/// gave.
public record Constraint(
        Identifier name,
        ConstraintKind kind,
        List<Identifier> columns,
        String definition,
        @Nullable QualifiedName references,
        boolean validated,
        boolean local,
        @Nullable String comment) {
    public Constraint {
        columns = List.copyOf(columns);
    }
}
