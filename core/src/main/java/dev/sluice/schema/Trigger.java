package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// Carried. `definition` is pg_get_triggerdef()'s text; `enabled` is `O`, `D`, `R` or `A`
/// (pg_trigger.tgenabled).
public record Trigger(
        QualifiedName table,
        Identifier name,
        String definition,
        String enabled,
        @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return ObjectId.member(Kind.TRIGGER, table, name);
    }
}
