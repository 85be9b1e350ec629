package dev.sluice.ledger;

/// A line of drizzle-orm's record: the hash of the file as it ran, and its `when` in the journal.
public record DrizzleRow(String hash, long when) {}
