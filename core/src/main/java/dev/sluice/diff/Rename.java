package dev.sluice.diff;

import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.QualifiedName;

/// A declared rename; `from` and `to` differ in name (or in schema, for a move).
public sealed interface Rename {
    record OfTable(QualifiedName from, QualifiedName to) implements Rename {}

    record OfColumn(ColumnName from, Identifier to) implements Rename {}

    record OfSchema(Identifier from, Identifier to) implements Rename {}

    record OfEnum(QualifiedName from, QualifiedName to) implements Rename {}

    record OfLabel(QualifiedName type, String from, String to) implements Rename {}

    /// View, materialized view, sequence, index: told apart by kind.
    record OfRelation(Kind kind, QualifiedName from, QualifiedName to) implements Rename {}

    /// Constraint or policy of a table.
    record OfMember(Kind kind, QualifiedName table, Identifier from, Identifier to)
            implements Rename {}
}
