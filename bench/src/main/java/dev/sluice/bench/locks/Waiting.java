package dev.sluice.bench.locks;

/// Who waits for a table while a statement works: the locks SHARE and SHARE ROW EXCLUSIVE are in
/// the way of writes, EXCLUSIVE and ACCESS EXCLUSIVE of all, as a table that is written anew is.
public enum Waiting {
    NOBODY,
    WRITES,
    EVERYTHING,
    EVERYTHING_FOR_A_REWRITE
}
