package dev.sluice.server.identity;

import org.jspecify.annotations.Nullable;

/// A role that a person or a group holds. `holder` is the sign-in name or the group's name; the
/// names of project and environment are there as far as the scope names them.
public record Grant(
        long id,
        @Nullable Long personId,
        @Nullable Long groupId,
        String holder,
        Role role,
        Scope scope,
        @Nullable String project,
        @Nullable String environment) {

    /// `everywhere`, `in shop`, `in shop, production only`.
    public String where() {
        if (project == null) return "everywhere";
        return environment == null
                ? "in " + project
                : "in %s, %s only".formatted(project, environment);
    }

    /// Who gets or loses a role.
    public sealed interface Holder {
        record OfPerson(long id) implements Holder {}

        record OfGroup(long id) implements Holder {}
    }
}
