package dev.sluice.ledger;

/// The mark of a server that manages a database: others keep their hands off.
public record Managed(String server, String project, String environment) {}
