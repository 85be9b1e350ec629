package dev.sluice.server.api;

import dev.sluice.server.identity.Grant;
import org.jspecify.annotations.Nullable;

/// A role that a person (`login`) or a group holds; without `project` everywhere.
record GrantAnswer(
        long id,
        @Nullable String login,
        @Nullable String group,
        String role,
        @Nullable String project,
        @Nullable String environment) {
    static GrantAnswer of(Grant g) {
        boolean isPerson = g.personId() != null;
        return new GrantAnswer(
                g.id(),
                isPerson ? g.holder() : null,
                isPerson ? null : g.holder(),
                g.role().text(),
                g.project(),
                g.environment());
    }
}
