package dev.sluice.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of one scratch server. Its lock is held as long as its owner lives, so whoever comes
/// later can tell a dead owner's folder and removes it.
final class Workplace implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private Workplace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static Workplace open(Path cache) throws IOException {
        Path all = Binaries.openToAll(cache.resolve("run"));
        return Locked.by(
                all.resolve("lock"),
                () -> {
                    sweep(all);
                    Path folder =
                            Unprivileged.privateFolder(all.resolve(UUID.randomUUID().toString()));
                    FileChannel lock =
                            FileChannel.open(
                                    lockOf(folder),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    lock.lock();
                    return new Workplace(folder, lock);
                });
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    @Override
    public void close() {
        try (lock) {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolve("lock");
    }

    private static void sweep(Path all) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(all)) {
            folders = found.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            if (isAbandoned(folder)) {
                Folders.delete(folder);
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        try (FileChannel channel = FileChannel.open(lockOf(folder), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // ours: this JVM holds it
        } catch (IOException e) {
            return false;
        }
    }
}
