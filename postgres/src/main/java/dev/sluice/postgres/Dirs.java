package dev.sluice.postgres;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where Sluice keeps what is not part of a project.
///
/// Root is a case of its own: PostgreSQL refuses to run as root and is started as `nobody`, and a
/// home of root is closed to it.
public final class Dirs {
    private Dirs() {}

    /// What can be made again: unpacked servers, scratch data. Emptying it loses nothing.
    public static Path cache() {
        return cache(System.getenv(), System.getProperty("user.home"), Unprivileged.isRoot());
    }

    /// What must last: the data of durable servers.
    public static Path data() {
        return data(System.getenv(), System.getProperty("user.home"), Unprivileged.isRoot());
    }

    static Path cache(Map<String, String> env, String home, boolean root) {
        return folder(
                env.get("SLUICE_CACHE"),
                env.get("XDG_CACHE_HOME"),
                root ? "/var/cache" : home + "/.cache",
                root);
    }

    static Path data(Map<String, String> env, String home, boolean root) {
        return folder(
                env.get("SLUICE_DATA"),
                env.get("XDG_DATA_HOME"),
                root ? "/var/lib" : home + "/.local/share",
                root);
    }

    private static Path folder(
            @Nullable String chosen, @Nullable String xdg, String usual, boolean root) {
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        boolean xdgCounts = !root && xdg != null && xdg.startsWith("/");
        return Path.of(xdgCounts ? xdg : usual, "sluice");
    }
}
