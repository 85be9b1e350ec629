package dev.sluice.plan;

import java.util.List;

/// A plan, or every reason why there is none.
public sealed interface Planned {
    record Ready(Plan plan) implements Planned {}

    /// Each reason is a whole sentence that names the object and the next step.
    record Refused(List<String> reasons) implements Planned {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
