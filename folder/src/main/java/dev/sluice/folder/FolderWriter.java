package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes all files of one migration or none. First an intent file names them; then each is written
/// under a temporary name and synced; then they get their names, the journal last: from that rename
/// on the migration exists. A later [#recover] clears what a killed writer left. The intent file is
/// locked while its writer lives, so nobody recovers under it.
final class FolderWriter {
    private static final String INTENT = ".sluice-writing";
    private static final String TEMPORARY = ".sluice-new.";

    private final MigrationsFolder folder;
    private final Path path;
    private final Runnable beforeEachStep;

    FolderWriter(MigrationsFolder folder) {
        this(folder, () -> {});
    }

    /// `beforeEachStep` runs before each change of the disk: a test dies there.
    FolderWriter(MigrationsFolder folder, Runnable beforeEachStep) {
        this.beforeEachStep = beforeEachStep;
        this.folder = folder;
        this.path = folder.path();
    }

    void write(NewMigration migration) {
        try {
            Files.createDirectories(path.resolve("meta"));
            try (FileChannel intent =
                    FileChannel.open(
                            path.resolve(INTENT),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                if (!lock(intent) || intent.size() > 0) throw busy();
                writeUnderLock(migration, intent);
                beforeEachStep.run();
                Files.deleteIfExists(path.resolve(INTENT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write to " + path, e);
        }
    }

    /// Puts files beside a migration that exists, in their order, each whole or not at all; a name
    /// without a text goes. Killed between, the later ones are as they were.
    void keep(String tag, Map<String, Optional<String>> files) {
        try (FileChannel intent =
                FileChannel.open(
                        path.resolve(INTENT),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            if (!lock(intent) || intent.size() > 0) throw busy();
            beforeEachStep.run();
            put(intent, tag + "\n" + String.join("\n", files.keySet()));
            for (var e : files.entrySet())
                if (e.getValue().isPresent()) temporary(e.getKey(), e.getValue().get());
            for (var e : files.entrySet())
                if (e.getValue().isPresent()) rename(e.getKey());
                else Files.deleteIfExists(path.resolve(e.getKey()));
            syncFolders();
            beforeEachStep.run();
            Files.deleteIfExists(path.resolve(INTENT));
        } catch (IOException e) {
            throw new UncheckedIOException("could not write to " + path, e);
        }
    }

    private void writeUnderLock(NewMigration migration, FileChannel intent) throws IOException {
        if (!Journal.read(path).equals(folder.journal()))
            throw refused("the folder changed since it was read.", "Run the command again.");
        String tag = folder.nextTag(migration.name());
        Map<String, String> files = files(tag, migration);
        for (String name : files.keySet())
            if (Files.exists(path.resolve(name))) {
                throw refused(
                        name + " stands there already and the journal does not name it.",
                        "Run `sluice check`, then move the file away or add it to the journal.");
            }
        long when = migration.now();
        for (Migration m : folder.migrations()) when = Math.max(when, m.when() + 1);
        Journal journal = folder.journal().with(new Journal.Entry(folder.nextIdx(), tag, when));
        try {
            beforeEachStep.run();
            put(intent, tag + "\n" + String.join("\n", files.keySet()));
            for (var e : files.entrySet()) temporary(e.getKey(), e.getValue());
            temporary(Journal.FILE, journal.json());
            for (String name : files.keySet()) rename(name);
            syncFolders();
            rename(Journal.FILE);
            syncFolders();
        } catch (IOException | RuntimeException e) {
            undo(path, tag, List.copyOf(files.keySet()));
            throw e;
        }
    }

    private Map<String, String> files(String tag, NewMigration migration) {
        var files = new LinkedHashMap<String, String>();
        files.put(tag + ".sql", migration.sql());
        migration.down().ifPresent(d -> files.put(tag + ".down.sql", d));
        migration.proof().ifPresent(p -> files.put(tag + ".proof.json", p.json()));
        String snapshot = migration.snapshot();
        if (snapshot != null)
            files.put("meta/" + MigrationsFolder.prefix(tag) + "_snapshot.json", snapshot);
        return files;
    }

    /// Takes back or finishes what a killed writer left. Does nothing while a writer lives.
    static void recover(Path path) {
        Path intentFile = path.resolve(INTENT);
        if (!Files.exists(intentFile)) return;
        try (FileChannel intent =
                FileChannel.open(intentFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (!lock(intent)) return;
            List<String> lines = Files.readAllLines(intentFile);
            if (!lines.isEmpty()) undo(path, lines.getFirst(), lines.subList(1, lines.size()));
            Files.deleteIfExists(intentFile);
        } catch (java.nio.file.NoSuchFileException goneMeanwhile) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("could not clear " + intentFile, e);
        }
    }

    /// Removes temporary files, and the named ones unless the journal holds the tag already.
    private static void undo(Path path, String tag, List<String> names) throws IOException {
        boolean exists = Journal.read(path).entries().stream().anyMatch(e -> e.tag().equals(tag));
        var all = new ArrayList<String>(names);
        all.add(Journal.FILE);
        for (String name : all) Files.deleteIfExists(temporaryOf(path, name));
        if (!exists) for (String name : names) Files.deleteIfExists(path.resolve(name));
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void temporary(String name, String text) throws IOException {
        beforeEachStep.run();
        try (FileChannel out =
                FileChannel.open(
                        temporaryOf(path, name),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            put(out, text);
        }
    }

    private static void put(FileChannel out, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) out.write(bytes);
        out.force(true);
    }

    private void rename(String name) throws IOException {
        beforeEachStep.run();
        Files.move(
                temporaryOf(path, name),
                path.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// In the folder itself, not in `meta`: drizzle-kit takes every file there for a snapshot.
    private static Path temporaryOf(Path path, String name) {
        return path.resolve(TEMPORARY + name.replace('/', '.'));
    }

    private void syncFolders() {
        for (Path dir : List.of(path, path.resolve("meta"))) {
            try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException notOnThisSystem) {
                return; // Windows cannot open folders; the renames stand without it
            }
        }
    }

    private FolderBroken busy() {
        return refused(
                "another process is writing to this folder.", "Wait for it, then run this again.");
    }

    private FolderBroken refused(String message, String fix) {
        return FolderBroken.of(
                new Problem(path.toString(), 0, 0, message, fix + " Nothing was written."));
    }
}
