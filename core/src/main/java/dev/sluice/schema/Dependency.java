package dev.sluice.schema;

/// `dependent` cannot stand without `on` (pg_depend, and what PostgreSQL's rules add). Ids may be
/// of members.
public record Dependency(ObjectId dependent, ObjectId on) {}
