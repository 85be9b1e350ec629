package dev.sluice.server.backups;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is done before a run in an environment.
public enum Policy {
    NONE,
    PG_DUMP,
    COMMAND;

    /// As the metadata and the API spell it: `pg_dump`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Policy> of(String text) {
        return Arrays.stream(values()).filter(p -> p.text().equals(text)).findFirst();
    }
}
