package dev.sluice.picture;

import dev.sluice.schema.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table, view or enum. `note` says what is folded into it and is empty where nothing is.
record Box(Look look, QualifiedName name, List<Row> rows, String note, @Nullable String comment) {
    enum Look {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        ENUM;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    Box {
        rows = List.copyOf(rows);
    }

    /// -1 where there is no such row.
    int row(String column) {
        for (int i = 0; i < rows.size(); i++) if (rows.get(i).name().equals(column)) return i;
        return -1;
    }
}
