package dev.sluice.plan;

import dev.sluice.diff.DefinitionDifference;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Trigger;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;

/// Objects that are defined as a whole: written over where PostgreSQL can, else made again with all
/// that stands on them.
final class DefinitionDecisions {
    private DefinitionDecisions() {}

    static void decide(Draft draft, DefinitionDifference d) {
        PieceId id = PieceId.self(d.id());
        SchemaObject before = d.before();
        switch (d.after()) {
            case Function f -> {
                if (isReplaceable((Function) before, f)) draft.overwrite(id, f.definition());
                else draft.drop(id);
            }
            case Trigger t -> {
                if (!((Trigger) before).definition().equals(t.definition())) draft.drop(id);
                else draft.property(new PieceId(d.id(), Aspect.ENABLED));
            }
            case Extension e ->
                    draft.alter(
                            new Alter(
                                    id,
                                    "ALTER EXTENSION "
                                            + e.name().quoted()
                                            + " SET SCHEMA "
                                            + e.schema().quoted(),
                                    "move " + id + " to schema " + e.schema()));
            case Definition now -> {
                if (isSetAgain(now)) draft.overwrite(id, now.create());
                else draft.drop(id);
            }
            default -> throw new IllegalArgumentException("not defined as a whole: " + d.id());
        }
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
