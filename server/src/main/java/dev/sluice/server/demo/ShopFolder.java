package dev.sluice.server.demo;

import dev.sluice.server.releases.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The migrations of `examples/shop`, which the build packs beside this class.
final class ShopFolder {
    /// How many of them the demo's databases have already; the change brings the rest.
    static final int APPLIED = 3;

    private static final String JOURNAL = "meta/_journal.json";

    private ShopFolder() {}

    static Upload upload() {
        return new Upload("reviews", "demo", null, null, null, null, files());
    }

    private static Map<String, String> files() {
        var files = new TreeMap<String, String>();
        String journal = text(JOURNAL);
        if (journal == null) throw new IllegalStateException("the build packed no examples/shop");
        files.put(JOURNAL, journal);
        for (JsonNode entry : JsonMapper.shared().readTree(journal).path("entries")) {
            String tag = entry.path("tag").asString();
            for (String end : new String[] {".sql", ".down.sql", ".proof.json"})
                add(files, tag + end);
            add(files, "meta/" + tag.substring(0, 4) + "_snapshot.json");
        }
        return files;
    }

    private static void add(Map<String, String> files, String name) {
        String text = text(name);
        if (text != null) files.put(name, text);
    }

    private static @Nullable String text(String name) {
        try (InputStream in = ShopFolder.class.getResourceAsStream("shop/" + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
