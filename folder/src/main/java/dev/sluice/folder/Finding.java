package dev.sluice.folder;

import dev.sluice.source.Problem;

/// What `check` found. `rule` is a short stable name; an error makes the command exit with 3.
public record Finding(Severity severity, String rule, Problem problem) {
    public enum Severity {
        ERROR,
        WARNING
    }

    static Finding error(String rule, String file, String message, String fix) {
        return new Finding(Severity.ERROR, rule, new Problem(file, 0, 0, message, fix));
    }

    static Finding warning(String rule, String file, String message, String fix) {
        return new Finding(Severity.WARNING, rule, new Problem(file, 0, 0, message, fix));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
