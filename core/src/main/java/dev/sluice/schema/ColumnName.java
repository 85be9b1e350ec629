package dev.sluice.schema;

/// A column of a table.
public record ColumnName(QualifiedName table, Identifier column) {
    public ObjectId id() {
        return ObjectId.member(Kind.COLUMN, table, column);
    }

    public String quoted() {
        return table.quoted() + "." + column.quoted();
    }
}
