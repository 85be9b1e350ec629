package dev.sluice.server.rollouts;

/// A gate that is shut. `gate` is a stable word (`checks`, `approvals`, `order`, `soak`,
/// `predecessors`, `state`, `drift`); `sentence` says what is missing and what would open it.
public record Blocker(String gate, String sentence) {}
