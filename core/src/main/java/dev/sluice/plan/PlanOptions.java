package dev.sluice.plan;

import dev.sluice.diff.Rename;
import java.util.List;

/// `renames` stand in front of the steps (the `from` given to [Planner] is the state after them)
/// and are reversed at the end of the way back; `roles` are created first where missing and never
/// dropped.
public record PlanOptions(List<Rename> renames, List<NewRole> roles) {
    public static final PlanOptions NONE = new PlanOptions(List.of(), List.of());

    public PlanOptions {
        renames = List.copyOf(renames);
        roles = List.copyOf(roles);
    }

    public static PlanOptions renaming(List<Rename> renames) {
        return new PlanOptions(renames, List.of());
    }
}
