package dev.sluice.server.projects;

import java.util.List;

/// The action does not fit the state that the thing is in (409). Each reason is a whole sentence
/// that says what would open the way.
public final class Conflict extends RuntimeException {
    private final transient List<String> reasons;

    public Conflict(List<String> reasons) {
        super(String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public Conflict(String reason) {
        this(List.of(reason));
    }

    public List<String> reasons() {
        return reasons;
    }
}
