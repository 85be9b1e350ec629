package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `type` is format_type()'s text of the type below; `collation` is set only where it differs from
/// that type's. `constraints` are its checks, by name.
public record Domain(
        QualifiedName name,
        String type,
        @Nullable String collation,
        @Nullable String defaultExpression,
        boolean notNull,
        List<Constraint> constraints,
        @Nullable String comment)
        implements SchemaObject {
    public Domain {
        constraints = List.copyOf(constraints);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.DOMAIN, name);
    }
}
