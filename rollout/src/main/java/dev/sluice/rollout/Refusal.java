package dev.sluice.rollout;

/// Ends a run before its first statement.
final class Refusal extends Exception {
    private final Gate gate;
    private final String reason;

    Refusal(Gate gate, String reason) {
        super(gate.words() + ": " + reason);
        this.gate = gate;
        this.reason = reason;
    }

    Outcome outcome() {
        return new Outcome.Refused(gate, reason);
    }
}
