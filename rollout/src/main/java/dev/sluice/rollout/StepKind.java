package dev.sluice.rollout;

import java.util.List;

/// How a step runs and how its outcome is found out when nobody was told of it.
public enum StepKind {
    /// In a transaction with its neighbours.
    TRANSACTIONAL,
    /// CREATE INDEX CONCURRENTLY: there, half there (INVALID), or not.
    CREATE_INDEX,
    /// DROP INDEX CONCURRENTLY.
    DROP_INDEX,
    /// REINDEX CONCURRENTLY, or of a whole schema or database: run again, after what is half there.
    REINDEX,
    /// ALTER TABLE … DETACH PARTITION … CONCURRENTLY: pending, done, or not.
    DETACH,
    /// ALTER TYPE … ADD VALUE of a label that a later statement uses: it must be committed first.
    ADD_LABEL,
    /// ALTER TABLE … VALIDATE CONSTRAINT behind other statements: what they do is committed first,
    /// so that nobody waits for their locks while it reads the table.
    VALIDATE,
    /// VACUUM, and CLUSTER of everything: may run twice.
    REPEATABLE;

    /// Outside a transaction, alone, with an intent and a record of its own (the manual's notes on
    /// each of these commands).
    public boolean isAlone() {
        return this != TRANSACTIONAL;
    }

    /// Of each statement of a migration, whether it must stand alone or holds one that must.
    public static List<Boolean> alone(List<String> statements) {
        return RunStep.alone(statements);
    }
}
