package dev.sluice.source.directory;

import dev.sluice.source.Problem;

/// A directory that is not written to; nothing in it was changed.
public final class DirectoryRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    DirectoryRefused(Problem problem) {
        super(problem.toString());
    }
}
