package dev.sluice.server.databases;

import dev.sluice.server.identity.Refusal;
import java.util.Set;

/// What a person writes to register a database: fields, not driver options.
public record NewDatabase(
        String environment,
        String name,
        String host,
        int port,
        String databaseName,
        String username,
        Credential credential,
        String sslMode) {
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    String place() {
        return host + ":" + port + "/" + databaseName;
    }

    void check() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"))
            throw new Refusal("A database's name here has letters, digits and . _ - only.");
        if (!host.matches("[A-Za-z0-9._:-]{1,255}"))
            throw new Refusal("The host is a name or an address, nothing else.");
        if (port < 1 || port > 65535) throw new Refusal("The port is 1 to 65535.");
        if (databaseName.isBlank() || username.isBlank())
            throw new Refusal("Database and user can't be empty.");
        if (!SSL_MODES.contains(sslMode))
            throw new Refusal("sslMode is one of " + String.join(", ", SSL_MODES) + ".");
    }
}
