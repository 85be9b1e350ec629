package dev.sluice.project;

import dev.sluice.source.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// What a person wrote about the project cannot be used; the problems say where and why.
public final class ProjectBroken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public ProjectBroken(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    static ProjectBroken of(String file, String message, String fix) {
        return new ProjectBroken(List.of(new Problem(file, 0, 0, message, fix)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
