package dev.sluice.source.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The files that were written to a directory, each with the SHA-256 of its text, line ends
/// forgiven; with two of them while it is being replaced.
record FileList(SortedMap<String, Set<String>> digests) {
    static final String NAME = ".sluice-files";

    private static final String HEAD =
            """
            # What `sluice inspect -o` wrote here and will replace. It refuses while one of these is edited.
            """;

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64})  ([a-z_]+/[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.sql)");

    static FileList of(Map<String, String> files) {
        var digests = new TreeMap<String, Set<String>>();
        files.forEach((path, text) -> digests.put(path, Set.of(digest(text))));
        return new FileList(digests);
    }

    /// Lines that are none of ours are left out: what they name is then not ours either.
    static FileList read(Path directory) throws IOException {
        var digests = new TreeMap<String, Set<String>>();
        for (String line : text(directory.resolve(NAME)).lines().toList()) {
            var found = LINE.matcher(line);
            if (found.matches())
                digests.computeIfAbsent(found.group(2), _ -> new TreeSet<>()).add(found.group(1));
        }
        return new FileList(digests);
    }

    Set<String> paths() {
        return digests.keySet();
    }

    boolean holds(String path, String text) {
        return digests.getOrDefault(path, Set.of()).contains(digest(text));
    }

    FileList and(FileList other) {
        var all = new TreeMap<String, Set<String>>();
        for (FileList list : java.util.List.of(this, other))
            list.digests.forEach(
                    (path, some) -> all.computeIfAbsent(path, _ -> new TreeSet<>()).addAll(some));
        return new FileList(all);
    }

    String text() {
        var text = new StringBuilder(HEAD);
        digests.forEach((path, some) ->
                some.forEach(d -> text.append(d).append("  ").append(path).append('\n')));
        return text.toString();
    }

    /// Empty where there is no such file.
    static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
