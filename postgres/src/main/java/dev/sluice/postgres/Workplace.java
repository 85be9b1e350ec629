package dev.sluice.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of one scratch server. Its lock is held as long as its owner lives, so whoever comes
/// later can tell a dead owner's folder and removes it.
final class Workplace implements AutoCloseable {
    /// Those of this JVM. Their lock files must never be opened a second time: closing any channel
    /// on a file gives up every lock that the process holds on it.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private static final long ROOM = 2L << 30;

    private final Path folder;
    private final FileChannel lock;

    private Workplace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static Workplace open(Path cache) throws IOException {
        Path all = all(cache);
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
                    OURS.add(folder);
                    return new Workplace(folder, lock);
                });
    }

    /// Where the scratch servers of a cache have their data: in memory where there is room, because
    /// a scratch database is some thousand small files that nobody needs after a crash, and a disk
    /// takes up to forty times as long to make and copy one.
    static Path all(Path cache) throws IOException {
        Path memory = Path.of("/dev/shm");
        if (Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM) {
            Path ours =
                    memory.resolve(
                            "sluice-%s-%08x"
                                    .formatted(
                                            System.getProperty("user.name"),
                                            cache.toString().hashCode()));
            Binaries.openToAll(ours);
            // Everybody may make folders there: one that somebody else made is not used.
            if (Files.getOwner(ours, LinkOption.NOFOLLOW_LINKS)
                    .getName()
                    .equals(System.getProperty("user.name"))) {
                return ours;
            }
        }
        return Binaries.openToAll(cache.resolve("run"));
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
            OURS.remove(folder);
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
        if (OURS.contains(folder)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockOf(folder), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException e) {
            return true; // its owner died before it had the lock; nobody else is on the way to it
            // now
        } catch (IOException e) {
            return false;
        }
    }
}
