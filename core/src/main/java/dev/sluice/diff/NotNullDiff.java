package dev.sluice.diff;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plain not-null constraints of columns and domains: what there is to them beside that.
final class NotNullDiff {
    private NotNullDiff() {}

    /// Only what somebody said is compared; `madeUp` is the name of one that isn't said.
    static void compare(
            List<Difference> out,
            ObjectId of,
            @Nullable Identifier column,
            @Nullable Constraint was,
            @Nullable Constraint is,
            Identifier madeUp) {
        if ((was == null || was.isUnsaid()) && (is == null || is.isUnsaid())) return;
        Identifier before = was == null ? madeUp : was.name();
        Identifier after = is == null ? madeUp : is.name();
        String had = was == null ? null : was.comment();
        String has = is == null ? null : is.comment();
        if (before.equals(after)) {
            Diff.comment(out, id(of, after), had, has);
            return;
        }
        Diff.comment(out, id(of, before), had, null);
        out.add(new ConstraintDifference.NameNotNull(of, column, before, after));
        Diff.comment(out, id(of, after), null, has);
    }

    private static ObjectId id(ObjectId of, Identifier name) {
        return new ObjectId(Kind.CONSTRAINT, of.schema(), of.name(), name.text());
    }
}
