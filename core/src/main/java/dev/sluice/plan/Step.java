package dev.sluice.plan;

import java.util.List;

/// One statement, without a final semicolon. `summary` is one line for people: `add column
/// public.users.email`.
public record Step(String sql, String summary, TransactionMode mode, List<Hazard> hazards) {
    public Step {
        hazards = List.copyOf(hazards);
    }
}
