package dev.sluice.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/// How drizzle-orm's migrator records a migration: SHA-256 of the file and the journal's `when`.
/// `otherHashes` are those of the same text with other line ends: git may have changed them between
/// the machine that applied and this one.
public record DrizzleMark(String hash, long when, Set<String> otherHashes) {
    public DrizzleMark {
        otherHashes = Set.copyOf(otherHashes);
    }

    public static DrizzleMark of(String fileText, long when) {
        String unix = fileText.replace("\r\n", "\n");
        return new DrizzleMark(
                sha256(fileText),
                when,
                new java.util.HashSet<>(
                        java.util.List.of(sha256(unix), sha256(unix.replace("\n", "\r\n")))));
    }

    public boolean matches(String recorded) {
        return hash.equals(recorded) || otherHashes.contains(recorded);
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
