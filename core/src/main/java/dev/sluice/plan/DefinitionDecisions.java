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

import org.jspecify.annotations.Nullable;

import java.util.List;

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
                String option = grantOption((Definition) before, now);
                if (isSetAgain(now)) draft.overwrite(id, now.create());
                else if (option != null) draft.overwrite(id, option);
                else if (!inPlace(draft, id, (Definition) before, now)) draft.drop(id);
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

    private static boolean inPlace(Draft draft, PieceId id, Definition before, Definition after) {
        List<String> changes = Replication.changes(before, after);
        for (String sql : changes) draft.alter(new Alter(id, sql, "change " + id));
        return !changes.isEmpty();
    }

    /// What gives or takes the right to grant a right alone, where that is all; without taking the
    /// right away in between, on which others may stand.
    private static @Nullable String grantOption(Definition before, Definition after) {
        String with = " WITH GRANT OPTION";
        if (after.id().kind() != Kind.GRANT && after.id().kind() != Kind.DEFAULT_PRIVILEGES)
            return null;
        if (after.create().equals(before.create() + with)) return after.create();
        if (before.create().equals(after.create() + with))
            return after.drop().replaceFirst("\\bREVOKE ", "REVOKE GRANT OPTION FOR ");
        return null;
    }

    /// The statement that sets it sets it whatever it was; an option of a foreign table is added.
    private static boolean isSetAgain(Definition d) {
        boolean added = d.create().contains(" OPTIONS (ADD ");
        return d.id().kind() == Kind.OWNER || d.id().kind() == Kind.SETTING && !added;
    }
}
