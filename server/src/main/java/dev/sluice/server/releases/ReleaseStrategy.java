package dev.sluice.server.releases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How the migrations of a release run. ONLINE: statements that build something on a table that
/// stands, by the form that keeps nobody waiting, where it is proven to come to the same end.
/// DIRECT: as the files declare them.
public enum ReleaseStrategy {
    ONLINE,
    DIRECT;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ReleaseStrategy of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
