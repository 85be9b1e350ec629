package dev.sluice.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One row of `sluice.applied`. `generation` counts a migration's applications, from 1; `at` is the
/// target's clock, to the microsecond. `rowHash` is SHA-256 over all the other fields, each with
/// its length, so that no value can pass for two.
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
            return name().toLowerCase(Locale.ROOT);
        }

        static Direction of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public enum Origin {
        SLUICE,
        ADOPTED,
        BASELINE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Origin of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /// Hung on `prev` and sealed with the hash of the result.
    LedgerRow chained(String prev) {
        LedgerRow open = withHashes(prev, "");
        return withHashes(prev, open.hash());
    }

    private LedgerRow withHashes(String prev, String hash) {
        return new LedgerRow(
                project,
                digest,
                generation,
                direction,
                tag,
                origin,
                changeNo,
                revisionDigest,
                runId,
                attempt,
                epoch,
                fingerprintBefore,
                fingerprintAfter,
                at,
                by,
                prev,
                hash);
    }

    String hash() {
        Object[] fields = {
            project,
            digest,
            generation,
            direction.text(),
            tag,
            origin.text(),
            changeNo,
            revisionDigest,
            runId,
            attempt,
            epoch,
            fingerprintBefore,
            fingerprintAfter,
            at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000,
            by
        };
        StringBuilder text = new StringBuilder();
        append(text, prevHash);
        for (@Nullable Object field : fields) append(text, field);
        return sha256(text.toString());
    }

    private static void append(StringBuilder text, @Nullable Object field) {
        if (field == null) {
            text.append("-:");
            return;
        }
        String value = field.toString();
        text.append(value.getBytes(StandardCharsets.UTF_8).length).append(':').append(value);
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
