package dev.sluice.folder;

import dev.sluice.source.Problem;

/// A file of the folder does not run on scratch; the problem names file, statement and SQLSTATE.
public final class ReplayFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    ReplayFailed(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
