package dev.sluice.server.projects;

/// `name` is `project:` of `sluice.yaml`; ledgers carry it, so it never changes.
public record Project(long id, String name) {}
