package dev.sluice.server.changes;

import dev.sluice.rollout.StepKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What an approval is bound to: SHA-256 over length-prefixed UTF-8 of the form, then of each
/// target in order its database, position, expected fingerprint and migrations with their
/// statements, transaction modes and ways back, then the strategy. No two different revisions give
/// the same bytes, since every text stands behind its length and every list behind its count.
public final class RevisionDigest {
    public static final String FORM = "sluice-revision-1";

    /// The strategy where every file runs as it is, and where one does not.
    private static final String AS_DECLARED = "as declared";

    private static final String ONLINE = "online";

    private final MessageDigest sha;

    private RevisionDigest(MessageDigest sha) {
        this.sha = sha;
    }

    public static String of(List<RevisionTarget> targets) {
        try {
            var digest = new RevisionDigest(MessageDigest.getInstance("SHA-256"));
            digest.text(FORM);
            digest.number(targets.size());
            targets.forEach(digest::target);
            digest.text(isOnline(targets) ? ONLINE : AS_DECLARED);
            return HexFormat.of().formatHex(digest.sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isOnline(List<RevisionTarget> targets) {
        return targets.stream()
                .flatMap(t -> t.migrations().stream())
                .anyMatch(TargetMigration::isOnline);
    }

    private void target(RevisionTarget target) {
        text(Long.toString(target.databaseId()));
        text(Integer.toString(target.position()));
        text(target.expectedFingerprint());
        number(target.migrations().size());
        target.migrations().forEach(this::migration);
    }

    private void migration(TargetMigration m) {
        text(m.digest());
        text(m.tag());
        statements(m.statements());
        text(m.down() == null ? "no way back" : "way back");
        if (m.down() != null) statements(m.down());
    }

    private void statements(List<String> statements) {
        number(statements.size());
        List<Boolean> alone = StepKind.alone(statements);
        for (int i = 0; i < statements.size(); i++) {
            text(alone.get(i) ? "alone" : "transactional");
            text(statements.get(i));
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        sha.update(bytes);
    }

    private void number(int n) {
        sha.update(ByteBuffer.allocate(4).putInt(n).array());
    }
}
