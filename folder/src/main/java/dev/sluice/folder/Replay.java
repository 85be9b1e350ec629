package dev.sluice.folder;

import dev.sluice.source.scratch.Scratch;

/// A folder run on a scratch database. States are kept as templates by the digest of what ran, so
/// only files that are new there run again.
public final class Replay {
    private final MigrationsFolder folder;
    private final Scratch scratch;

    private Replay(MigrationsFolder folder, Scratch scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    public static Replay of(MigrationsFolder folder, Scratch scratch) {
        return new Replay(folder, scratch);
    }
}
