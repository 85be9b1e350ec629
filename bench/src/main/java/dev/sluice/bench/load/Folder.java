package dev.sluice.bench.load;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// A migrations folder as a release takes it.
public final class Folder {
    private Folder() {}

    /// Files by name: the migrations, tag by tag, and Drizzle's journal of them.
    public static Map<String, String> files(Map<String, String> migrations) {
        var files = new TreeMap<String, String>();
        var journal = new ArrayList<Map<String, Object>>();
        migrations.forEach((tag, sql) -> {
            files.put(tag + ".sql", sql);
            journal.add(
                    Map.of(
                            "idx",
                            journal.size(),
                            "version",
                            "7",
                            "when",
                            1700000000000L + journal.size(),
                            "tag",
                            tag,
                            "breakpoints",
                            true));
        });
        files.put(
                "meta/_journal.json",
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "version",
                                        "7",
                                        "dialect",
                                        "postgresql",
                                        "entries",
                                        journal)));
        return files;
    }
}
