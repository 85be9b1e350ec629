package dev.sluice.folder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The hashes of a folder.
public final class Digests {
    private Digests() {}

    /// SHA-256 in hex of the text's UTF-8: what drizzle-orm records for a file.
    public static String sha256(String text) {
        return hex(algorithm().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// A migration's own digest: SHA-256 over its form, tag, statements and down statements, each
    /// behind its length, so that no two different migrations can give the same bytes.
    public static String migration(String tag, List<String> statements, List<String> down) {
        MessageDigest sha = algorithm();
        text(sha, "sluice-migration-1");
        text(sha, tag);
        texts(sha, statements);
        texts(sha, down);
        return hex(sha.digest());
    }

    /// The state after these migrations: what they run, in order, whatever they are called.
    static String chain(List<Migration> migrations) {
        MessageDigest sha = algorithm();
        text(sha, "sluice-chain-1");
        for (Migration m : migrations) texts(sha, m.statements());
        return hex(sha.digest());
    }

    private static void texts(MessageDigest sha, List<String> texts) {
        sha.update(ByteBuffer.allocate(4).putInt(texts.size()).array());
        texts.forEach(t -> text(sha, t));
    }

    private static void text(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
