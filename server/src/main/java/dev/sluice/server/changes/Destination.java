package dev.sluice.server.changes;

/// Where a revision goes: a database that it has work for.
public record Destination(long targetId, long environmentId, long databaseId, String database) {}
