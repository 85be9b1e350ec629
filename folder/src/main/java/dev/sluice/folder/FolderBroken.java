package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// The folder cannot be read as it stands; nothing was changed.
public final class FolderBroken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    FolderBroken(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    static FolderBroken of(Problem problem) {
        return new FolderBroken(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
