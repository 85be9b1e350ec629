package dev.sluice.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The bytes that a row's hash covers; `docs/audit.md` has the same for other readers. Each field
/// is its length in four bytes (big-endian) and its UTF-8; an absent one is the length FFFFFFFF.
final class AuditHash {
    static final String FORM = "a1";
    static final String START = "0".repeat(64);

    private AuditHash() {}

    static String of(
            String seq,
            String at,
            String personId,
            String person,
            @Nullable String tokenId,
            String action,
            @Nullable String projectId,
            String subject,
            String detail,
            String prevHash) {
        var bytes = new ByteArrayOutputStream();
        for (@Nullable String field :
                new @Nullable String[] {
                    FORM, seq, at, personId, person, tokenId, action, projectId, subject, detail,
                    prevHash
                }) {
            write(bytes, field);
        }
        return sha256(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, @Nullable String field) {
        byte[] text = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(4).putInt(field == null ? -1 : text.length).array());
        out.writeBytes(text);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
