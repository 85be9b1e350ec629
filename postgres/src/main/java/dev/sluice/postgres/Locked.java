package dev.sluice.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// A piece of work that one process, and one thread in it, does at a time.
final class Locked {
    // A file lock belongs to the whole JVM, so threads need a lock of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    interface Work<T> {
        T run() throws IOException;
    }

    private Locked() {}

    static <T> T by(Path lockFile, Work<T> work) throws IOException {
        THREADS.lock();
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return work.run();
        } finally {
            THREADS.unlock();
        }
    }
}
