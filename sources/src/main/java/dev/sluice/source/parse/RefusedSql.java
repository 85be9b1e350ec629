package dev.sluice.source.parse;

import dev.sluice.source.Problem;

/// SQL text that no server would take as it stands.
public final class RefusedSql extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    RefusedSql(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
