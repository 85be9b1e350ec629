package dev.sluice.plan;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Identifier;
import java.util.List;

/// `renames` stand in front of the steps (the `from` given to [Planner] is the state after them)
/// and are reversed at the end of the way back; `schemas` are those that they move something into
/// and that do not stand yet. `rights`: whether what is wanted says who may do what with an object
/// that is new; else it keeps what default privileges give.
public record PlanOptions(
        List<Rename> renames,
        List<Identifier> schemas,
        RoleChanges roles,
        Strategy strategy,
        boolean rights) {
    public static final PlanOptions NONE = renaming(List.of());

    public PlanOptions {
        renames = List.copyOf(renames);
        schemas = List.copyOf(schemas);
    }

    public static PlanOptions renaming(List<Rename> renames) {
        return new PlanOptions(renames, List.of(), RoleChanges.NONE, Strategy.DIRECT, true);
    }

    public PlanOptions by(Strategy other) {
        return new PlanOptions(renames, schemas, roles, other, rights);
    }

    public PlanOptions saying(boolean theRights) {
        return new PlanOptions(renames, schemas, roles, strategy, theRights);
    }
}
