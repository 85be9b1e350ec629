package dev.sluice.server;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A database URL taken apart: `url` without user and password, so that it can be shown.
public record DatabaseLogin(String url, String user, String password) {
    /// Takes `postgresql://user:password@host:port/db?…` and `jdbc:postgresql://…`.
    public static DatabaseLogin parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://"))
            throw new IllegalArgumentException(
                    "a database URL starts with postgresql://, this one does not");
        URI uri;
        try {
            uri = URI.create(plain);
        } catch (IllegalArgumentException _) {
            // the cause would print the URL and the password in it
            throw new IllegalArgumentException(
                    "the database URL cannot be read; characters like # or @ in a password are"
                            + " written as %23 or %40");
        }
        Map<String, String> query = query(uri.getRawQuery());
        String user = query.remove("user");
        String password = query.remove("password");
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            user = decoded(parts[0]);
            if (parts.length > 1) password = decoded(parts[1]);
        }
        if (uri.getHost() == null && uri.getRawAuthority() != null)
            throw new IllegalArgumentException(
                    "the database URL has no host and port that can be read");
        var url = new StringBuilder("jdbc:postgresql://");
        url.append(uri.getHost() == null ? "localhost" : uri.getHost());
        url.append(':').append(uri.getPort() < 0 ? 5432 : uri.getPort());
        url.append(uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        char sign = '?';
        for (var e : query.entrySet()) {
            url.append(sign).append(e.getKey()).append('=').append(e.getValue());
            sign = '&';
        }
        return new DatabaseLogin(
                url.toString(), user == null ? "postgres" : user, password == null ? "" : password);
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        var map = new TreeMap<String, String>();
        if (raw == null) return map;
        for (String pair : raw.split("&")) {
            String[] kv = pair.split("=", 2);
            if (!kv[0].isEmpty()) map.put(kv[0], kv.length > 1 ? decoded(kv[1]) : "");
        }
        return map;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Without the password.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
