package dev.sluice.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A migrations folder as it is uploaded: `with` adds the next migration, `edited` rewrites one.
record Folder(List<String> tags, Map<String, String> texts) {
    static Folder of(String tag, String sql) {
        return new Folder(List.of(), Map.of()).with(tag, sql);
    }

    Folder with(String tag, String sql) {
        var more = new ArrayList<>(tags);
        more.add(tag);
        var all = new LinkedHashMap<>(texts);
        all.put(tag, sql);
        return new Folder(more, all);
    }

    Folder edited(String tag, String sql) {
        var all = new LinkedHashMap<>(texts);
        all.put(tag, sql);
        return new Folder(tags, all);
    }

    Map<String, String> files() {
        var entries = new ArrayList<String>();
        var files = new LinkedHashMap<String, String>();
        for (int i = 0; i < tags.size(); i++) {
            entries.add(
                    "{\"idx\":%d,\"version\":\"7\",\"when\":%d,\"tag\":\"%s\",\"breakpoints\":true}"
                            .formatted(i, 1700000000000L + i, tags.get(i)));
            files.put(tags.get(i) + ".sql", texts.get(tags.get(i)));
        }
        files.put(
                "meta/_journal.json",
                "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[%s]}"
                        .formatted(String.join(",", entries)));
        return files;
    }
}
