package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a catalog as TypeScript for Drizzle.
public final class SchemaText {
    private SchemaText() {}

    /// `preserve` keeps database names as keys (drizzle-kit's `introspect.casing`).
    public record Options(boolean preserve) {
        public static final Options DEFAULT = new Options(false);
    }

    /// `schema.ts` and `relations.ts` by file name. An export of `existing` keeps its key and name.
    public static Map<String, String> render(
            Catalog catalog, @Nullable DrizzleSchema existing, Options options) {
        var writer = new SchemaWriter(catalog, existing, options.preserve());
        var files = new LinkedHashMap<String, String>();
        files.put("schema.ts", writer.file());
        files.put("relations.ts", new RelationsText(catalog, writer.names).file());
        return files;
    }
}
