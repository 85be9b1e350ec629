package dev.sluice.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/// The id of a session lies in the database as it is. The cookie carries a seal on it too, made
/// with a key that lies elsewhere: who reads a dump of the metadata has nobody's session.
///
/// `__Host-` makes the browser refuse the cookie without Secure, with a Domain, or from another
/// path; browsers take Secure over http on loopback addresses.
final class SessionCookie implements CookieSerializer {
    private static final String ALGORITHM = "HmacSHA256";

    private final DefaultCookieSerializer plain = new DefaultCookieSerializer();
    private final SecretKeySpec key;

    /// `key` in hex.
    SessionCookie(String key) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM);
        plain.setCookieName("__Host-sluice");
        plain.setCookiePath("/");
        plain.setUseSecureCookie(true);
        plain.setUseHttpOnlyCookie(true);
        plain.setSameSite("Lax");
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        String id = value.getCookieValue();
        var sealed =
                new CookieValue(
                        value.getRequest(),
                        value.getResponse(),
                        id == null || id.isEmpty() ? "" : id + "." + seal(id));
        sealed.setCookieMaxAge(value.getCookieMaxAge());
        plain.writeCookieValue(sealed);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return plain.readCookieValues(request).stream()
                .map(this::opened)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> opened(String value) {
        int dot = value.lastIndexOf('.');
        if (dot < 0) return Optional.empty();
        String id = value.substring(0, dot);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        boolean ours = MessageDigest.isEqual(given, seal(id).getBytes(StandardCharsets.US_ASCII));
        return ours ? Optional.of(id) : Optional.empty();
    }

    private String seal(String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a session could not be sealed", e);
        }
    }
}
