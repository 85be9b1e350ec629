package dev.sluice.server.backups;

/// What came of the wish for a backup; only after [Ready] a run begins.
public sealed interface Backed {
    /// `fresh`: one was made now, which took its time.
    record Ready(boolean fresh) implements Backed {}

    record Failed(String reason) implements Backed {}

    /// By a person, or by the server that ends.
    record Stopped(String reason) implements Backed {}
}
