package dev.sluice.server.changes;

import java.util.List;

/// What a revision does to one database: from `position` (so many migrations of the folder stand)
/// and the catalog `expectedFingerprint`, exactly these migrations in this order.
public record RevisionTarget(
        long id,
        int ordinal,
        long environmentId,
        String environment,
        long databaseId,
        String database,
        int position,
        String expectedFingerprint,
        List<TargetMigration> migrations) {
    public RevisionTarget {
        migrations = List.copyOf(migrations);
    }
}
