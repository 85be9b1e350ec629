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

    RevisionTarget with(List<TargetMigration> others) {
        return new RevisionTarget(
                id,
                ordinal,
                environmentId,
                environment,
                databaseId,
                database,
                position,
                expectedFingerprint,
                others);
    }

    /// Whether it does the same to the same database from the same state, whatever is known of the
    /// ways back.
    boolean sameWork(RevisionTarget other) {
        return databaseId == other.databaseId
                && position == other.position
                && expectedFingerprint.equals(other.expectedFingerprint)
                && chains().equals(other.chains());
    }

    private List<String> chains() {
        return migrations.stream().map(m -> m.digest() + m.chain()).toList();
    }
}
