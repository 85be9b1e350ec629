package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `query` is pg_get_viewdef()'s text without the final semicolon; `options` are reloptions
/// (`security_barrier=true`, `check_option=local`), sorted.
public record View(
        QualifiedName name,
        List<ViewColumn> columns,
        String query,
        List<String> options,
        @Nullable String comment)
        implements SchemaObject {
    public View {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.VIEW, name);
    }
}
