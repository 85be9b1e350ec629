package dev.sluice.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of `sluice.applied`. `generation` counts a migration's applications, from 1.
public record LedgerRow(
        String project,
        String digest,
        int generation,
        Direction direction,
        String tag,
        Origin origin,
        @Nullable Long changeNo,
        @Nullable String revisionDigest,
        String runId,
        int attempt,
        long epoch,
        @Nullable String fingerprintBefore,
        @Nullable String fingerprintAfter,
        Instant at,
        String by,
        String prevHash,
        String rowHash) {
    public enum Direction {
        UP,
        DOWN;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public enum Origin {
        SLUICE,
        ADOPTED,
        BASELINE;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
