package dev.sluice.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between clients and a PostgreSQL server and breaks the wire when it is told to. It knows
/// just enough of the protocol to see a COMMIT go by (PostgreSQL's manual, "Message Formats").
public final class WireProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int LONGEST = 1 << 30;

    private final ServerSocket socket;
    private final int server;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsToSwallow = new AtomicInteger();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean away;

    private WireProxy(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    /// In front of the server that listens on this port of the loopback address.
    public static WireProxy before(int server) throws IOException {
        var proxy =
                new WireProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().name("wire-proxy").start(proxy::accept);
        return proxy;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// Both ends of every connection learn at once that the other is gone.
    public void reset() {
        wires.forEach(Wire::reset);
    }

    /// The next COMMIT reaches the server; its answer reaches nobody, and the connection is reset.
    public void swallowNextCommit() {
        commitsToSwallow.set(1);
    }

    /// How many answers to a COMMIT were swallowed.
    public int swallowed() {
        return swallowed.get();
    }

    /// From now on nothing passes on the connections that are open, and nobody is told.
    public void halfOpen() {
        wires.forEach(w -> w.silent = true);
    }

    /// Whether the server is to look as if it were down: who comes is cut off.
    public void setAway(boolean away) {
        this.away = away;
        if (away) reset();
    }

    /// Open connections.
    public int wires() {
        return wires.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (away) {
                    client.close();
                    continue;
                }
                var wire = new Wire(client);
                wires.add(wire);
                Thread.ofVirtual().start(wire::run);
            } catch (IOException _) {
                // closed, or a client that went away at once
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        reset();
    }

    private final class Wire {
        private final Socket client;
        private final Socket postgres = new Socket();
        private final Set<String> commits = new HashSet<>();
        private volatile boolean silent;
        private volatile boolean swallows;

        Wire(Socket client) {
            this.client = client;
        }

        void run() {
            try (client;
                    postgres) {
                client.setTcpNoDelay(true);
                postgres.setTcpNoDelay(true);
                postgres.connect(
                        new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server));
                Thread answers = Thread.ofVirtual().start(this::answers);
                questions();
                // the server's last words
                postgres.shutdownOutput();
                answers.join();
            } catch (IOException _) {
                reset();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                wires.remove(this);
            }
        }

        /// A reset in place of an orderly end: lingering for no time sends RST (socket(7)).
        void reset() {
            for (Socket s : new Socket[] {client, postgres}) {
                try {
                    s.setSoLinger(true, 0);
                    s.close();
                } catch (IOException _) {
                    // it is closed already
                }
            }
        }

        private void answers() {
            var bytes = new byte[16 * 1024];
            try {
                InputStream from = postgres.getInputStream();
                OutputStream to = client.getOutputStream();
                while (true) {
                    int count = from.read(bytes);
                    if (count < 0) break;
                    if (swallows) {
                        swallowed.incrementAndGet();
                        reset();
                        return;
                    }
                    if (!silent) to.write(bytes, 0, count);
                }
                client.shutdownOutput();
            } catch (IOException _) {
                reset();
            }
        }

        private void questions() throws IOException {
            var from = new DataInputStream(client.getInputStream());
            var to = new DataOutputStream(postgres.getOutputStream());
            boolean started = false;
            while (true) {
                int type = started ? from.read() : 0;
                if (type < 0) return;
                int length = from.readInt();
                if (length < 4 || length > LONGEST) throw new IOException("not a message");
                var body = new byte[length - 4];
                from.readFully(body);
                if (!started) {
                    int code = body.length < 4 ? 0 : java.nio.ByteBuffer.wrap(body).getInt();
                    started = code != SSL_REQUEST && code != GSS_REQUEST;
                } else if (isCommit((char) type, body) && commitsToSwallow.compareAndSet(1, 0))
                    swallows = true;
                if (silent) continue;
                var message = new java.io.ByteArrayOutputStream(length + 1);
                var words = new DataOutputStream(message);
                if (type != 0) words.writeByte(type);
                words.writeInt(length);
                words.write(body);
                to.write(message.toByteArray());
                to.flush();
            }
        }

        /// Parse names a statement, Bind runs a named one, Query is text.
        private boolean isCommit(char type, byte[] body) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            int first = text.indexOf('\0');
            if (first < 0) return false;
            int second = text.indexOf('\0', first + 1);
            return switch (type) {
                case 'Q' -> isCommit(text.substring(0, first));
                case 'P' -> {
                    boolean commit = second > 0 && isCommit(text.substring(first + 1, second));
                    if (commit) commits.add(text.substring(0, first));
                    else commits.remove(text.substring(0, first));
                    yield false;
                }
                case 'B' -> second > 0 && commits.contains(text.substring(first + 1, second));
                default -> false;
            };
        }

        private static boolean isCommit(String sql) {
            return sql.strip().equalsIgnoreCase("COMMIT");
        }
    }
}
