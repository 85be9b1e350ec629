package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// A function, window function or procedure. `definition` is pg_get_functiondef()'s text without a
/// final semicolon. `arguments` are the types of the input arguments: `integer, text`. `shape` is
/// what CREATE OR REPLACE can't change: the result and the arguments' names and modes; `defaulted`
/// how many input arguments have a default.
public record Function(
        QualifiedName name,
        String arguments,
        boolean procedure,
        String shape,
        int defaulted,
        String definition,
        @Nullable String comment)
        implements SchemaObject {
    @Override
    public ObjectId id() {
        return id(Kind.FUNCTION, name, arguments);
    }

    /// That of anything that is told apart by the types of its arguments.
    public static ObjectId id(Kind kind, QualifiedName name, String arguments) {
        return new ObjectId(
                kind, name.schema().text(), name.name().text() + "(" + arguments + ")", "");
    }
}
