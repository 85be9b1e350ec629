package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a catalog as TypeScript for Drizzle.
public final class SchemaText {
    private SchemaText() {}

    /// `preserve` keeps database names as keys (drizzle-kit's `introspect.casing`).
    public record Options(boolean preserve) {
        public static final Options DEFAULT = new Options(false);
    }

    /// The new text of each file that changes, and what could not be placed and is to be written by
    /// a person, in sentences.
    public record Update(Map<Path, String> files, List<String> byHand) {
        public Update {
            files = Map.copyOf(files);
            byHand = List.copyOf(byHand);
        }
    }

    /// Brings the files of `existing` to `live` by the smallest edits: everything else in them
    /// stays byte for byte. `declared` is the settled catalog of `existing`.
    public static Update update(
            DrizzleSchema existing, Catalog declared, Catalog live, Options options) {
        return new SchemaUpdate(existing, declared, live, options.preserve()).update();
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
