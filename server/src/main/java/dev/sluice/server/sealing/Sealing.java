package dev.sluice.server.sealing;

import dev.sluice.server.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// AES-256-GCM under a key that is never in the database: a dump of the metadata opens nothing. The
/// place that a secret is for is bound to it, so that it can't be moved to another row.
@Component
public final class Sealing {
    private static final int NONCE = 12;
    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    Sealing(Keys keys) {
        this.keys = keys;
    }

    public String seal(String secret, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, place)
                            .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /// @throws OtherKey when this key does not fit
    public String open(String sealed, String place) {
        byte[] all = Base64.getDecoder().decode(sealed);
        try {
            byte[] clear =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), place)
                            .doFinal(all, NONCE, all.length - NONCE);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new OtherKey(keys.folder().resolve("sealing.key"));
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(HexFormat.of().parseHex(keys.sealing()), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /// The secret was sealed with another key, or for another place.
    public static final class OtherKey extends RuntimeException {
        private final transient Path keys;

        OtherKey(Path keys) {
            super("sealed with another key than the one in " + keys);
            this.keys = keys;
        }

        /// The folder in which this server's keys lie.
        public Path keys() {
            return keys;
        }
    }
}
