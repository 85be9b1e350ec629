package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// `dependent` cannot stand without `on` (pg_depend, and what PostgreSQL's rules add). Ids may be
/// of members.
public record Dependency(ObjectId dependent, ObjectId on) implements Comparable<Dependency> {
    @Override
    public int compareTo(Dependency other) {
        int c = dependent.compareTo(other.dependent);
        return c != 0 ? c : on.compareTo(other.on);
    }

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
