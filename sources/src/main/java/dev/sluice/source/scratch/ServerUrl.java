package dev.sluice.source.scratch;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A server's address with credentials; never shown.
record ServerUrl(String jdbc) {
    /// Takes `jdbc:postgresql://…` or `postgres[ql]://user:password@host:port/database?options`.
    static ServerUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) return new ServerUrl(url);
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://"))
            throw new IllegalArgumentException(
                    "a scratch server's URL starts with postgresql:// or jdbc:postgresql://");
        URI uri = URI.create(url);
        String[] user =
                uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        var query = new StringBuilder(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        append(query, "user", user, 0);
        append(query, "password", user, 1);
        String path =
                uri.getRawPath() == null || uri.getRawPath().length() < 2
                        ? "/postgres"
                        : uri.getRawPath();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new ServerUrl(
                "jdbc:postgresql://"
                        + uri.getHost()
                        + port
                        + path
                        + (query.isEmpty() ? "" : "?" + query));
    }

    private static void append(StringBuilder query, String name, String[] values, int i) {
        if (i >= values.length) return;
        if (!query.isEmpty()) query.append('&');
        query.append(name).append('=').append(values[i]);
    }

    /// The same server and user, another database.
    String of(String database) {
        int query = jdbc.indexOf('?');
        String head = query < 0 ? jdbc : jdbc.substring(0, query);
        int slash = head.lastIndexOf('/');
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return head.substring(0, slash + 1) + name + (query < 0 ? "" : jdbc.substring(query));
    }

    @Override
    public String toString() {
        return "a PostgreSQL server";
    }
}
