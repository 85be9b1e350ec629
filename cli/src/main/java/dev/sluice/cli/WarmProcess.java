package dev.sluice.cli;

import dev.sluice.cli.Warm.Frame;
import dev.sluice.cli.Warm.Request;
import dev.sluice.source.drizzle.Drizzle;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the commands of one environment, one at a time, for whoever asks at its socket; ends when
/// nobody asked for ten minutes, when its socket or its working directory is gone, or in the middle
/// of a command whose asker went away: as Ctrl-C would.
final class WarmProcess {
    static final String UNFINISHED = ".new";
    private static final Duration IDLE = Duration.ofMinutes(10);

    /// So long after a command its garbage is given back: it would be in the way of a next one that
    /// follows at once.
    private static final Duration REST = Duration.ofSeconds(3);

    /// As many environments are served at once; who comes later takes the place of the oldest.
    private static final int AT_MOST = 2;

    private final Path socket;
    private final Duration idle;
    private final Path directory = Path.of("").toAbsolutePath();
    private final @Nullable Object ownDirectory = key(directory);
    private final AtomicBoolean busy = new AtomicBoolean();

    WarmProcess(Path socket, Duration idle) {
        this.socket = socket;
        this.idle = idle;
    }

    public static void main(String[] arguments) throws IOException {
        Long seconds = Long.getLong("sluice.scratch.idle");
        new WarmProcess(Path.of(arguments[0]), seconds == null ? IDLE : Duration.ofSeconds(seconds))
                .serve();
    }

    /// Never returns but by an error.
    void serve() throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path unfinished = socket.resolveSibling(socket.getFileName() + UNFINISHED);
            Files.deleteIfExists(unfinished);
            server.bind(UnixDomainSocketAddress.of(unfinished));
            Object key = key(unfinished);
            Files.move(unfinished, socket, StandardCopyOption.ATOMIC_MOVE);
            makeRoom();
            Thread.ofPlatform().daemon().name("idle").start(() -> awaitEnd(key));
            while (true) {
                SocketChannel asker = server.accept();
                if (busy.compareAndSet(false, true))
                    Thread.ofPlatform().name("command").start(() -> answered(asker));
                else asker.close();
            }
        }
    }

    private void makeRoom() throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(socket.resolveSibling(""))) {
            others =
                    all.filter(p -> !p.equals(socket))
                            .sorted(Comparator.comparing(WarmProcess::made).reversed())
                            .skip(AT_MOST - 1)
                            .toList();
        }
        for (Path old : others) Files.deleteIfExists(old);
    }

    private static FileTime made(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private static @Nullable Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException _) {
            return null;
        }
    }

    private void awaitEnd(@Nullable Object key) {
        long lastUse = System.nanoTime();
        boolean isTidy = true;
        try {
            while (key != null && key.equals(key(socket))) {
                Thread.sleep(500);
                long rested = System.nanoTime() - lastUse;
                boolean isOver =
                        rested > idle.toNanos() || !Objects.equals(ownDirectory, key(directory));
                if (busy.get()) {
                    lastUse = System.nanoTime();
                    isTidy = false;
                } else if (isOver && busy.compareAndSet(false, true)) {
                    Files.deleteIfExists(socket);
                    System.exit(0);
                } else if (!isTidy && rested > REST.toNanos()) {
                    System.gc(); // which also gives back what the heap has too much
                    isTidy = true;
                }
            }
            while (!busy.compareAndSet(false, true)) Thread.sleep(50);
        } catch (InterruptedException | IOException _) {
            // there is nothing left to wait for
        }
        System.exit(0);
    }

    private void answered(SocketChannel asker) {
        try (asker) {
            var from = new DataInputStream(Channels.newInputStream(asker));
            var to = new DataOutputStream(Channels.newOutputStream(asker));
            var answer = new Answer(from, to);
            int exit;
            try {
                exit = answer.run(Request.read(from));
            } finally {
                busy.set(false); // before it is told: the next command may follow at once
            }
            answer.end(exit);
        } catch (IOException _) {
            // the asker went away before it had asked, or just before it was told
        } catch (Throwable broken) {
            Runtime.getRuntime().halt(1); // what is left of it can't be trusted
        }
    }

    /// One command, and what goes to and fro while it runs.
    private static final class Answer {
        private final DataInputStream from;
        private final DataOutputStream to;
        private final LinkedBlockingQueue<String> typed = new LinkedBlockingQueue<>();
        private volatile boolean over;

        Answer(DataInputStream from, DataOutputStream to) {
            this.from = from;
            this.to = to;
        }

        int run(Request request) throws IOException {
            send(Frame.ACCEPTED, null);
            Thread.ofPlatform().daemon().name("asker").start(this::listen);
            var shell =
                    new Shell(
                            request.cwd(),
                            System.getenv(),
                            new BufferedReader(new Typed()),
                            new PrintStream(new Said(Frame.OUT), true, StandardCharsets.UTF_8),
                            new PrintStream(new Said(Frame.ERR), true, StandardCharsets.UTF_8),
                            request.interactive());
            int exit = Main.command(shell, request.args().toArray(String[]::new));
            over = true;
            return exit;
        }

        void end(int exit) throws IOException {
            synchronized (to) {
                to.writeByte(Frame.EXIT);
                to.writeInt(exit);
                to.flush();
            }
        }

        /// Until the asker is gone.
        private void listen() {
            try {
                while (true) typed.add(Frame.text(from));
            } catch (IOException _) {
                if (over) return;
                Drizzle.abandon();
                Runtime.getRuntime().halt(130);
            }
        }

        private void send(byte kind, byte @Nullable [] bytes) throws IOException {
            synchronized (to) {
                to.writeByte(kind);
                if (bytes != null) {
                    to.writeInt(bytes.length);
                    to.write(bytes);
                }
                to.flush();
            }
        }

        private final class Said extends OutputStream {
            private final byte kind;

            Said(byte kind) {
                this.kind = kind;
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                send(kind, java.util.Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }

        /// A line is asked for when it is wanted: it may be meant for the next command.
        private final class Typed extends Reader {
            private String line = "";

            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                if (line.isEmpty()) {
                    send(Frame.ASK, null);
                    try {
                        line = typed.take();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("interrupted", e);
                    }
                    if (line.isEmpty()) return -1;
                }
                int count = Math.min(length, line.length());
                line.getChars(0, count, into, offset);
                line = line.substring(count);
                return count;
            }

            @Override
            public void close() {}
        }
    }
}
