package dev.sluice.server.databases;

import dev.sluice.rollout.TargetIdentity;

/// A registered database. `recordedFingerprint` is the catalog that it is known to have; everything
/// else that it has is drift.
public record Database(
        long id,
        long projectId,
        long environmentId,
        String environment,
        String name,
        String host,
        int port,
        String databaseName,
        String username,
        String sslMode,
        TargetIdentity identity,
        int major,
        String recordedFingerprint) {
    /// `host:port/name`, without user and password.
    public String place() {
        return host + ":" + port + "/" + databaseName;
    }
}
