package dev.sluice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The two keys that all servers of one metadata database share: files of mode 0600 in the keys'
/// folder (`--keys`), made at the first start. The database keeps only a proof of each, by which a
/// server with other keys is refused: it could open no password, and would sign everybody out.
@Component
public final class Keys {
    private final Path folder;
    private final String session;
    private final String sealing;

    Keys(
            @Value("${sluice.keys}") String folder,
            @Value("${sluice.new-keys}") boolean renewed,
            JdbcClient jdbc) {
        this.folder = Path.of(folder);
        this.session = key("session", renewed, jdbc);
        this.sealing = key("sealing", renewed, jdbc);
    }

    /// For the seal on a session's cookie; 64 hex digits.
    public String session() {
        return session;
    }

    /// For passwords in the database; 64 hex digits.
    public String sealing() {
        return sealing;
    }

    public Path folder() {
        return folder;
    }

    private String key(String name, boolean renewed, JdbcClient jdbc) {
        Path file = folder.resolve(name + ".key");
        String known = known(name, jdbc);
        if (known != null && !renewed && !Files.exists(file)) throw other(file);
        String key = read(file);
        String proof = proof(key);
        if (known == null || renewed)
            known =
                    jdbc.sql(
                                    """
                                    insert into setting values (?, ?) on conflict (name)
                                    do update set value = case when ? then excluded.value else setting.value end
                                    returning value\
                                    """)
                            .params("key." + name, proof, renewed)
                            .query(String.class)
                            .single();
        if (!proof.equals(known)) throw other(file);
        return key;
    }

    private static @org.jspecify.annotations.Nullable String known(String name, JdbcClient jdbc) {
        return jdbc.sql("select value from setting where name = ?")
                .param("key." + name)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static SluiceServer.StartFailed other(Path file) {
        return new SluiceServer.StartFailed(
                file
                        + " is not the key that the other servers on this metadata database have."
                        + " Nothing was changed. Copy their file, or name their folder by --keys DIR."
                        + " If it is lost: --new-keys makes new ones; then everybody signs in again,"
                        + " and passwords that were given to Sluice have to be given again.",
                null);
    }

    private static String read(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String key = DurableServer.secret(file);
            HexFormat.of().parseHex(key);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + file + " can't be read", e);
        }
    }

    private static String proof(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal("sluice key".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can't be proven", e);
        }
    }
}
