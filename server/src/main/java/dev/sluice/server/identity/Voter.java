package dev.sluice.server.identity;

import java.util.Set;

/// Somebody whose word could count as an approval in one environment, with the groups that they are
/// in and the roles that they hold there.
public record Voter(long personId, String name, Set<String> groups, Set<String> roles) {
    public Voter {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }
}
