package dev.sluice.bench.flow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// What stands in front of the servers: each connection goes to the next of them, or where that one
/// is gone to another. What is said on it passes as it is.
final class Proxy implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Integer> ports;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicIntegerArray given;

    private Proxy(ServerSocket socket, List<Integer> ports) {
        this.socket = socket;
        this.ports = new CopyOnWriteArrayList<>(ports);
        this.given = new AtomicIntegerArray(ports.size());
    }

    /// In front of the servers that listen on these ports of the loopback address.
    static Proxy before(List<Integer> ports) throws IOException {
        var proxy = new Proxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), ports);
        Thread.ofVirtual().name("proxy").start(proxy::accept);
        return proxy;
    }

    int port() {
        return socket.getLocalPort();
    }

    /// A server that was started anew has another port.
    void moved(int place, int port) {
        ports.set(place, port);
    }

    /// How many connections went to a server so far.
    int given(int place) {
        return given.get(place);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // closed, or a client that went away at once
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = next()) {
            Thread answers = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            answers.join();
        } catch (IOException _) {
            // no server is there: the connection ends
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket next() throws IOException {
        int first = turn.getAndIncrement();
        for (int i = 0; i < ports.size(); i++) {
            int place = Math.floorMod(first + i, ports.size());
            try {
                var server = new Socket(InetAddress.getLoopbackAddress(), ports.get(place));
                given.incrementAndGet(place);
                return server;
            } catch (IOException _) {
                // the next one
            }
        }
        throw new IOException("no server answers");
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is gone already
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
