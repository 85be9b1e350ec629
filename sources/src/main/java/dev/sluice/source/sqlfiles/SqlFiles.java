package dev.sluice.source.sqlfiles;

import dev.sluice.source.Loaded;
import dev.sluice.source.scratch.Scratch;
import java.nio.file.Path;

public final class SqlFiles {
    private SqlFiles() {}

    /// A file, or all `.sql` files of a directory by name; loaded on scratch and read back.
    public static Loaded read(Path fileOrDirectory, Scratch scratch) {
        throw new UnsupportedOperationException();
    }
}
