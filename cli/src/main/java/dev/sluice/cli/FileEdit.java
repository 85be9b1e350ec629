package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files that get a new text together, and their old one back when what follows fails.
final class FileEdit {
    private final Map<Path, String> wanted;
    private final Map<Path, @Nullable String> old = new LinkedHashMap<>();

    FileEdit(Map<Path, String> wanted) {
        this.wanted = wanted;
    }

    void write() throws IOException {
        for (var e : wanted.entrySet()) {
            Path file = e.getKey();
            old.put(file, Files.exists(file) ? Files.readString(file) : null);
            Path folder = file.getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.writeString(file, e.getValue());
        }
    }

    void takeBack() {
        for (var e : old.entrySet()) {
            String text = e.getValue();
            try {
                if (text == null) Files.deleteIfExists(e.getKey());
                else Files.writeString(e.getKey(), text);
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "could not give " + e.getKey() + " its text back", failed);
            }
        }
    }
}
