package dev.sluice.plan;

import dev.sluice.diff.PolicyDifference;
import dev.sluice.schema.Policy;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.PolicySql;

/// ALTER POLICY can change roles and expressions, and can't take an expression away.
final class PolicyDecisions {
    private PolicyDecisions() {}

    static void decide(Draft draft, PolicyDifference.Change d) {
        PieceId id = PieceId.self(d.id());
        if (!canAlter(d.before(), d.after())) {
            draft.drop(id);
            return;
        }
        Policy p = d.after();
        draft.overwrite(
                id,
                "ALTER POLICY "
                        + p.name().quoted()
                        + " ON "
                        + p.table().quoted()
                        + " TO "
                        + PolicySql.roles(p)
                        + (p.using() == null ? "" : " USING (" + p.using() + ")")
                        + (p.withCheck() == null ? "" : " WITH CHECK (" + p.withCheck() + ")"));
    }

    private static boolean canAlter(Policy before, Policy after) {
        return before.permissive() == after.permissive()
                && before.command().equals(after.command())
                && (before.using() == null || after.using() != null)
                && (before.withCheck() == null || after.withCheck() != null);
    }
}
