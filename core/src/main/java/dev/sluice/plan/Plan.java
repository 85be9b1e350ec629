package dev.sluice.plan;

import java.util.List;

/// The ordered steps from one catalog to another and the ordered steps back. `differences` in
/// words, `goneWith` names what hangs inside a dropped object and goes with it (the way back
/// restores it).
public record Plan(
        List<Step> steps, List<Step> wayBack, List<String> differences, List<String> goneWith) {
    public Plan {
        steps = List.copyOf(steps);
        wayBack = List.copyOf(wayBack);
        differences = List.copyOf(differences);
        goneWith = List.copyOf(goneWith);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
