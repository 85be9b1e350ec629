package dev.sluice.plan;

/// ALONE: PostgreSQL refuses the statement inside a transaction block, or its effect must be
/// committed before the next one.
public enum TransactionMode {
    TRANSACTIONAL,
    ALONE
}
