package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// `dependent` cannot stand without `on` (pg_depend, and what PostgreSQL's rules add). Ids may be
/// of members.
public record Dependency(ObjectId dependent, ObjectId on) {
    // By hand, as in [Identifier].

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Dependency d
                        && dependent.equals(d.dependent)
                        && on.equals(d.on);
    }

    @Override
    public int hashCode() {
        return dependent.hashCode() * 31 + on.hashCode();
    }
}
