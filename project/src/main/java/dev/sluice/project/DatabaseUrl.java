package dev.sluice.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The address of a database, with its password apart. `toString` never shows the password.
public final class DatabaseUrl {
    private static final String ENCODE =
            "it is no URL (a character such as # or / in the password must be written as %23 or %2F)";

    private final String address;
    private final Map<String, String> parameters;
    private final @Nullable String name;

    private DatabaseUrl(String address, Map<String, String> parameters, @Nullable String name) {
        this.address = address;
        this.parameters = parameters;
        this.name = name;
    }

    /// The same, called by what refers to it: no message shows the address.
    DatabaseUrl called(String name) {
        return new DatabaseUrl(address, parameters, name);
    }

    boolean isCalled() {
        return name != null;
    }

    public static boolean looksLikeOne(String text) {
        return text.matches("(?i)(jdbc:)?postgres(ql)?://.*");
    }

    /// Takes `postgres://`, `postgresql://` and their `jdbc:` form.
    public static DatabaseUrl parse(String text) {
        String plain =
                text.replaceFirst("(?i)^jdbc:", "")
                        .replaceFirst("(?i)^postgres://", "postgresql://");
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException e) {
            throw broken(ENCODE);
        }
        if (uri.getRawFragment() != null) throw broken(ENCODE);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (uri.getRawAuthority() == null) throw broken("it names no host");
        String authority = uri.getRawAuthority();
        var parameters = new LinkedHashMap<String, String>();
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] user = authority.substring(0, at).split(":", 2);
            parameters.put("user", decoded(user[0]));
            if (user.length > 1) parameters.put("password", decoded(user[1]));
        }
        query(uri.getRawQuery(), parameters);
        String database =
                path.length() > 1 ? path : "/" + parameters.getOrDefault("user", "postgres");
        return new DatabaseUrl(authority.substring(at + 1) + database, parameters, null);
    }

    private static void query(@Nullable String query, Map<String, String> parameters) {
        if (query == null) return;
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty())
                parameters.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ProjectBroken broken(String why) {
        return ProjectBroken.of(
                "",
                "this is not the address of a PostgreSQL database: " + why + ".",
                "It looks like postgresql://user:password@host:5432/database.");
    }

    /// With user and password in it: for code that takes a JDBC URL; never show it.
    public String jdbc() {
        var text = new StringBuilder("jdbc:postgresql://" + address);
        char separator = '?';
        for (var e : parameters.entrySet()) {
            text.append(separator)
                    .append(encoded(e.getKey()))
                    .append('=')
                    .append(encoded(e.getValue()));
            separator = '&';
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @throws CannotConnect in words
    public Connection connect() {
        var properties = new Properties();
        parameters.forEach(properties::setProperty);
        properties.setProperty("ApplicationName", "sluice");
        properties.putIfAbsent("connectTimeout", "10");
        if ("no-verify".equals(properties.getProperty("sslmode")))
            properties.setProperty("sslmode", "require");
        try {
            return DriverManager.getConnection("jdbc:postgresql://" + address, properties);
        } catch (SQLException e) {
            throw CannotConnect.of(this, e);
        }
    }

    /// `user@host:port/database`, or what it is called, for people.
    @Override
    public String toString() {
        if (name != null) return name;
        String user = parameters.get("user");
        return (user == null ? "" : user + "@") + address;
    }
}
