package dev.sluice.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A migrations folder as drizzle-kit writes it, which grows as the story goes on.
final class FolderOnDisk {
    private final Path path;
    private final List<String> entries = new ArrayList<>();

    FolderOnDisk(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path.resolve("meta"));
    }

    Path path() {
        return path;
    }

    FolderOnDisk with(String tag, String... statements) throws IOException {
        int index = entries.size();
        entries.add(
                """
                {"idx":%d,"version":"7","when":%d,"tag":"%s","breakpoints":true}\
                """
                        .formatted(index, 1_700_000_000_000L + index * 1000L, tag));
        Files.writeString(
                path.resolve(tag + ".sql"),
                String.join("\n--> statement-breakpoint\n", statements) + "\n");
        Files.writeString(
                path.resolve("meta/_journal.json"),
                "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":["
                        + String.join(",", entries)
                        + "]}\n");
        return this;
    }
}
