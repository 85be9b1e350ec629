package dev.sluice.plan;

import dev.sluice.diff.DefinitionDifference;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.schema.Trigger;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            case Definition now -> definition(draft, id, (Definition) d.before(), now);
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

    private static void definition(Draft draft, PieceId id, Definition before, Definition after) {
        String option = grantOption(before, after);
        if (isSetAgain(after)) draft.overwrite(id, after.create());
        else if (option != null) draft.overwrite(id, option);
        else if (!inPlace(draft, id, before, after)) {
            List<String> columns = columnsOf(draft, id);
            if (columns.isEmpty()) draft.drop(id);
            else
                draft.refuse(
                        id
                                + " can't be changed in place, and "
                                + String.join(", ", columns)
                                + (columns.size() == 1 ? " is" : " are")
                                + " of it: make the new type under another name, move each column"
                                + " to it by hand (`generate --custom`), then drop the old one");
        }
    }

    /// Of a range, or a type with functions of its own: those that stay.
    private static List<String> columnsOf(Draft draft, PieceId type) {
        Kind kind = type.object().kind();
        if (kind != Kind.RANGE && kind != Kind.BASE_TYPE) return List.of();
        return draft.from.dependents(type).stream()
                .filter(d -> d.object().kind() == Kind.COLUMN && d.aspect() == Aspect.SELF)
                .filter(d -> draft.to.find(d) != null && !Columns.isGenerated(draft.from, d))
                .map(PieceId::toString)
                .toList();
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
