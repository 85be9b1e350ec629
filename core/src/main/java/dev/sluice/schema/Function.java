package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// Carried: functions, procedures, aggregates are told apart by `definition` (pg_get_functiondef(),
/// no final semicolon). `arguments` is pg_get_function_identity_arguments() reduced to types:
/// `integer, text`.
public record Function(
        QualifiedName name,
        String arguments,
        boolean procedure,
        String definition,
        @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return new ObjectId(
                Kind.FUNCTION,
                name.schema().text(),
                name.name().text() + "(" + arguments + ")",
                "");
    }
}
