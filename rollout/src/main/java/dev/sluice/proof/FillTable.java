package dev.sluice.proof;

import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table as it is filled. `rows` are the texts of the rows that stand, by column.
final class FillTable {
    /// `sequence` feeds the column; `wantedType` is what the migration makes of it.
    record FillColumn(
            int number,
            String name,
            TypeInfo type,
            @Nullable TypeInfo wantedType,
            boolean notNull,
            boolean generated,
            @Nullable String sequence) {}

    /// `parentColumns` pair with `columns`.
    record ForeignKey(List<String> columns, QualifiedName parent, List<String> parentColumns) {}

    /// `expression` null: of the from side, the server checks it.
    record Check(
            String name, List<String> columns, String definition, @Nullable String expression) {}

    final long oid;
    final QualifiedName name;
    final boolean partitioned;
    final List<FillColumn> columns = new ArrayList<>();
    final List<ForeignKey> foreignKeys = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    final List<String> bounds = new ArrayList<>();
    final List<Map<String, @Nullable String>> rows = new ArrayList<>();

    /// Rows that a table in a cycle refers to before they stand, by number.
    final Map<Integer, Map<String, @Nullable String>> planned = new HashMap<>();

    boolean done;

    FillTable(long oid, QualifiedName name, boolean partitioned) {
        this.oid = oid;
        this.name = name;
        this.partitioned = partitioned;
    }

    @Nullable FillColumn column(String wanted) {
        return columns.stream().filter(c -> c.name().equals(wanted)).findFirst().orElse(null);
    }

    boolean hasColumns(List<String> names) {
        return names.stream().allMatch(n -> column(n) != null);
    }

    boolean isNullable(ForeignKey key) {
        return key.columns().stream()
                .anyMatch(c -> column(c) instanceof FillColumn found && !found.notNull());
    }

    Map<String, @Nullable String> emptyRow() {
        return new LinkedHashMap<>();
    }
}
