package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// An object that one statement makes whole: kinds of which nothing inside is told apart, and what
/// a statement of its own says of another object ([Kind#SETTING], [Kind#OWNER], [Kind#GRANT]).
///
/// `owner` takes it along when it is dropped. `target` is how DROP and COMMENT ON name it
/// (`OPERATOR CLASS "s"."c" USING btree`), empty for what can't be named. `drop` is empty for what
/// only the owner's end ends. All are statements without a final semicolon.
public record Definition(
        ObjectId id,
        @Nullable ObjectId owner,
        String target,
        String create,
        String drop,
        @Nullable String comment)
        implements SchemaObject {
    /// A property of `of`, which `set` sets and `reset` takes back.
    public static Definition setting(ObjectId of, String name, String set, String reset) {
        return of(Kind.SETTING, of, name, set, reset);
    }

    /// What is said of another object: `which` tells apart what is said of one.
    public static Definition of(Kind kind, ObjectId of, String which, String set, String reset) {
        String whose = of.words() + (which.isEmpty() ? "" : ": " + which);
        return new Definition(new ObjectId(kind, "", whose, ""), of, "", set, reset, null);
    }
}
