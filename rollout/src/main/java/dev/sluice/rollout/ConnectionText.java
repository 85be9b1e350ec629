package dev.sluice.rollout;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The two spellings of a connection: `postgres://user:password@host/db` and JDBC's.
final class ConnectionText {
    private ConnectionText() {}

    static String jdbc(String url) {
        if (url.startsWith("jdbc:")) return url;
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            // the cause's message would print the text with its password
            throw new IllegalArgumentException(
                    "not a connection URL: "
                            + withoutSecrets(url)
                            + ". Write postgres://user:password@host:port/database, with special characters percent-encoded.");
        }
        StringBuilder out = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
        if (uri.getPort() > 0) out.append(':').append(uri.getPort());
        out.append(uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        char next = '?';
        if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
            out.append('?').append(uri.getRawQuery());
            next = '&';
        }
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            out.append(next).append("user=").append(encoded(parts[0]));
            if (parts.length == 2) out.append("&password=").append(encoded(parts[1]));
        }
        return out.toString();
    }

    private static String encoded(String raw) {
        String plain = URI.create("x:/" + "?" + raw).getQuery();
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    /// Host, port and database only.
    static String withoutSecrets(String url) {
        String text = url.replaceFirst("^jdbc:postgresql:", "postgres:");
        text = text.replaceFirst("[?#].*$", "");
        return text.replaceFirst("//[^/]*@", "//");
    }
}
