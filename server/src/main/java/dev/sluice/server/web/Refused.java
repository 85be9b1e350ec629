package dev.sluice.server.web;

import java.io.IOException;

/// A request that is refused by what it is, before anybody asks what it says. An IOException, so
/// that whoever reads a body lets it through.
final class Refused extends IOException {
    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
