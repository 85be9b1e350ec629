package dev.sluice.plan;

import dev.sluice.diff.DefinitionDifference;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.schema.Trigger;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;

/// Objects that are defined as a whole: written over where PostgreSQL can, else made again with all
/// that stands on them.
final class DefinitionDecisions {
    private DefinitionDecisions() {}

    static void decide(Draft draft, DefinitionDifference d) {
        PieceId id = PieceId.self(d.id());
        switch (d.after()) {
            case Function f -> function(draft, id, (Function) d.before(), f);
            case Trigger t -> trigger(draft, id, (Trigger) d.before(), t);
            case Extension e -> extension(draft, id, e);
            case Definition _ when !(d.before() instanceof Definition) ->
                    draft.refuse(
                            id
                                    + " was kept by an older version as a text, from which it can't"
                                    + " be planned: bring the two together by hand");
            case Definition now -> definition(draft, id, now);
            default -> throw new IllegalArgumentException("not defined as a whole: " + d.id());
        }
    }

    private static void function(Draft draft, PieceId id, Function before, Function after) {
        if (isReplaceable(before, after)) draft.overwrite(id, after.definition());
        else draft.drop(id);
    }

    private static void trigger(Draft draft, PieceId id, Trigger before, Trigger after) {
        if (!before.definition().equals(after.definition())) draft.drop(id);
        else draft.property(new PieceId(id.object(), Aspect.ENABLED));
    }

    private static void extension(Draft draft, PieceId id, Extension after) {
        draft.alter(
                new Alter(
                        id,
                        "ALTER EXTENSION "
                                + after.name().quoted()
                                + " SET SCHEMA "
                                + after.schema().quoted(),
                        "move " + id + " to schema " + after.schema()));
    }

    private static void definition(Draft draft, PieceId id, Definition after) {
        if (isSetAgain(after)) draft.overwrite(id, after.create());
        else draft.drop(id);
    }

    /// <https://www.postgresql.org/docs/18/sql-createfunction.html>, Notes.
    private static boolean isReplaceable(Function before, Function after) {
        return before.procedure() == after.procedure()
                && before.shape().equals(after.shape())
                && before.defaulted() <= after.defaulted();
    }

    /// The statement that sets it sets it whatever it was; an option of a foreign table is added.
    private static boolean isSetAgain(Definition d) {
        boolean added = d.create().contains(" OPTIONS (ADD ");
        return d.id().kind() == Kind.OWNER || d.id().kind() == Kind.SETTING && !added;
    }
}
