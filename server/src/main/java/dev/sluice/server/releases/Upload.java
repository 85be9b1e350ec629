package dev.sluice.server.releases;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A migrations folder as it was at a commit. `files` are texts by path inside the folder
/// (`0000_init.sql`, `meta/_journal.json`). The Drizzle names are null for a project that does not
/// use Drizzle's migrator.
public record Upload(
        String ref,
        String commit,
        @Nullable String title,
        @Nullable String searchPath,
        @Nullable String drizzleSchema,
        @Nullable String drizzleTable,
        Map<String, String> files) {
    public Upload {
        files = Map.copyOf(files);
    }
}
