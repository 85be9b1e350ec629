package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `type` is format_type()'s text of the type below; `collation` is set only where it differs from
/// that type's. `constraints` are its checks, by name, and its not-null constraint where more than
/// [#notNull] is to be said.
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

    /// What PostgreSQL calls its not-null constraint (17+).
    public static Identifier madeUpNotNull(QualifiedName domain) {
        return Identifier.madeUp(domain.name().text(), "", "not_null");
    }
}
