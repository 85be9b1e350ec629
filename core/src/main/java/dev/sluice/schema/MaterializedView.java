package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// As [View]; `accessMethod` and `tablespace` are set only where not the default.
public record MaterializedView(
        QualifiedName name,
        List<ViewColumn> columns,
        String query,
        List<String> options,
        boolean populated,
        @Nullable String accessMethod,
        @Nullable String tablespace,
        @Nullable String comment)
        implements SchemaObject {
    public MaterializedView {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.MATERIALIZED_VIEW, name);
    }
}
