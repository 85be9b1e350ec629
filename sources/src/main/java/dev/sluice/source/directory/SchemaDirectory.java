package dev.sluice.source.directory;

import dev.sluice.schema.Catalog;
import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/// A schema as a directory: `tables/public.users.sql` and so on. A list of what was written
/// (`.sluice-files`, with digests) stands in it, so that the next writing replaces that and nothing
/// else. All files are written aside first; then each is moved to its place. Killed between, the
/// next writing finds every file to be its own and goes on.
public final class SchemaDirectory {
    private static final String ASIDE = ".sluice-new";
    private static final int NAMED = 10;

    private final Path root;

    private SchemaDirectory(Path root) {
        this.root = root;
    }

    /// What a writing did, by paths in the directory.
    public record Written(List<String> files, List<String> changed, List<String> removed) {
        public Written {
            files = List.copyOf(files);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /// @throws DirectoryRefused when it can't be, or holds what was not written by this; nothing
    ///   was changed then
    public static Written write(Path directory, Catalog catalog) {
        try {
            return new SchemaDirectory(directory).write(ObjectFiles.of(catalog));
        } catch (IOException | UncheckedIOException e) {
            throw refused(
                    directory,
                    "it cannot be written: " + words(e) + ".",
                    "Check the path, its rights and the room on the disk, then run this again.");
        }
    }

    private static String words(Exception e) {
        Throwable cause =
                e instanceof UncheckedIOException u ? Objects.requireNonNull(u.getCause()) : e;
        return cause.getClass().getSimpleName().replaceFirst("(Exception)?$", "")
                + " of "
                + cause.getMessage();
    }

    private Written write(SortedMap<String, String> files) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root))
            throw refused(root, "this is a file.", "Name a directory.");
        FileList before = FileList.read(root);
        refuseForeign(before);
        FileList after = FileList.of(files);
        var changed = new ArrayList<String>();
        for (var e : files.entrySet())
            if (!FileList.text(root.resolve(e.getKey())).equals(e.getValue()))
                changed.add(e.getKey());
        var removed = new ArrayList<String>(before.paths());
        removed.removeIf(p -> files.containsKey(p) || !Files.exists(root.resolve(p)));
        if (changed.isEmpty() && removed.isEmpty() && before.equals(after))
            return new Written(List.copyOf(files.keySet()), changed, removed);
        Path aside = root.resolve(ASIDE);
        remove(aside);
        try {
            for (String path : changed) put(aside.resolve(path), files.getOrDefault(path, ""));
            for (String path : changed) Files.createDirectories(parent(root.resolve(path)));
            put(aside.resolve(FileList.NAME), before.and(after).text());
        } catch (IOException e) {
            remove(aside);
            throw e;
        }
        move(aside.resolve(FileList.NAME), root.resolve(FileList.NAME));
        for (String path : changed) move(aside.resolve(path), root.resolve(path));
        for (String path : removed) Files.delete(root.resolve(path));
        removeEmptyFolders(removed);
        put(aside.resolve(FileList.NAME), after.text());
        move(aside.resolve(FileList.NAME), root.resolve(FileList.NAME));
        remove(aside);
        return new Written(List.copyOf(files.keySet()), changed, removed);
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent());
    }

    /// Links too are foreign: they may lead out of the directory.
    private void refuseForeign(FileList ours) throws IOException {
        if (!Files.exists(root)) return;
        var foreign = new ArrayList<String>();
        Files.walkFileTree(
                root.toRealPath(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        return directory.endsWith(ASIDE)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        String path = path(file);
                        boolean known = path.equals(FileList.NAME) || ours.paths().contains(path);
                        if (!known || !attributes.isRegularFile()) foreign.add(path);
                        else if (!path.equals(FileList.NAME)
                                && !ours.holds(path, FileList.text(file)))
                            foreign.add(path + " (edited since)");
                        return FileVisitResult.CONTINUE;
                    }
                });
        if (foreign.isEmpty()) return;
        foreign.sort(null);
        List<String> named = foreign.subList(0, Math.min(NAMED, foreign.size()));
        String more = foreign.size() > NAMED ? " and " + (foreign.size() - NAMED) + " more" : "";
        throw refused(
                root,
                "it holds files that this did not write so: "
                        + String.join(", ", named)
                        + more
                        + ".",
                "Name an empty directory, or move them away.");
    }

    private String path(Path file) throws IOException {
        return root.toRealPath().relativize(file).toString().replace('\\', '/');
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(parent(file));
        Files.writeString(file, text);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void removeEmptyFolders(List<String> removed) throws IOException {
        for (String path : removed) {
            Path folder = parent(root.resolve(path));
            try (var left = Files.list(folder)) {
                if (left.findAny().isPresent()) continue;
            } catch (NoSuchFileException e) {
                continue;
            }
            Files.delete(folder);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) return;
        try (var all = Files.walk(tree)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static DirectoryRefused refused(Path root, String message, String fix) {
        return new DirectoryRefused(
                new Problem(root.toString(), 0, 0, message, fix + " Nothing was written."));
    }
}
