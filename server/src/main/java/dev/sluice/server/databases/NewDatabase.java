package dev.sluice.server.databases;

/// What a person writes to register a database: fields, not driver options.
public record NewDatabase(
        String environment,
        String name,
        String host,
        int port,
        String databaseName,
        String username,
        Credential credential,
        String sslMode) {}
