package dev.sluice.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An index that no constraint owns, on a table or a materialized view. `definition` is
/// pg_get_indexdef()'s text, which names the index and table qualified. `columns` are plain key
/// columns in order (an expression has none); `predicate` is the WHERE text. `parent` is the index
/// of a partitioned table that this one is a part of; such a one is only here for its name.
public record Index(
        QualifiedName name,
        QualifiedName table,
        boolean unique,
        boolean valid,
        List<Identifier> columns,
        String definition,
        @Nullable String predicate,
        @Nullable QualifiedName parent,
        @Nullable String comment)
        implements SchemaObject {
    public Index {
        columns = List.copyOf(columns);
    }

    /// The name that PostgreSQL gives to a part; `label` are its columns, with `_` between.
    public static Identifier madeUp(String table, String label) {
        return Identifier.madeUp(table, label, "idx");
    }

    /// The same where nothing but columns is in it.
    public static QualifiedName madeUp(QualifiedName table, List<Identifier> columns) {
        String label = columns.stream().map(Identifier::text).collect(Collectors.joining("_"));
        return new QualifiedName(table.schema(), madeUp(table.name().text(), label));
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.INDEX, name);
    }
}
