package dev.sluice.rollout;

/// What kept a run from its first statement.
public enum Gate {
    UNREACHABLE,
    POOLER,
    IDENTITY,
    RECOVERY_MODE,
    RIGHTS,
    MANAGED,
    FENCE,
    LEDGER,
    ADOPTION,
    FINGERPRINT,
    OWN_TRANSACTION,
    LATER_MIGRATION,
    NO_WAY_BACK;

    /// In words, lower case: "later migration".
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
