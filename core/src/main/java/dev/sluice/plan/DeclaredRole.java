package dev.sluice.plan;

/// A role that a source declares, with the attributes that it can say.
public record DeclaredRole(String name, boolean createDb, boolean createRole, boolean inherit) {}
