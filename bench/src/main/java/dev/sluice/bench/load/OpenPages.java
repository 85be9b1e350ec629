package dev.sluice.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The streams of open pages, all listened to by the thread that calls.
final class OpenPages implements AutoCloseable {
    private static final String LOOK = "event: look";

    private final URI address;
    private final Selector selector;
    private final List<Page> pages = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private long lastHeard;

    OpenPages(String address) throws IOException {
        this.address = URI.create(address);
        this.selector = Selector.open();
    }

    /// `rest` is the end of what came, in which a word may begin.
    private static final class Page {
        private final SocketChannel channel;
        private int looks;
        private boolean open = true;
        private String rest = "";

        Page(SocketChannel channel) {
            this.channel = channel;
        }

        void heard(String text) {
            String all = rest + text;
            int from = 0;
            for (int at; (at = all.indexOf(LOOK, from)) >= 0; from = at + LOOK.length()) looks++;
            rest = all.substring(Math.max(from, all.length() - LOOK.length() + 1));
        }
    }

    /// Returns when the server has answered.
    void open(String cookie, String path) throws IOException {
        var channel =
                SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nAccept: text/event-stream\r\n\r\n"
                        .formatted(path, address.getAuthority(), cookie);
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        buffer.clear();
        int read = channel.read(buffer);
        String answer = read < 0 ? "" : StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        if (!answer.startsWith("HTTP/1.1 200 "))
            throw new IllegalStateException(path + " was answered " + answer);
        var page = new Page(channel);
        page.heard(answer);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, page);
        pages.add(page);
    }

    /// Listens until so many pages have been told to look so many times.
    void until(int count, int looks, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (pages.stream().filter(p -> p.looks >= looks).count() < count) {
            if (System.nanoTime() > end)
                throw new IllegalStateException(
                        "%d of %d pages were told %d times"
                                .formatted(
                                        pages.stream().filter(p -> p.looks >= looks).count(),
                                        count,
                                        looks));
            listen();
        }
    }

    void pass(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) listen();
    }

    private void listen() throws IOException {
        selector.select(
                key -> {
                    try {
                        read((Page) key.attachment(), key);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                200);
    }

    private void read(Page page, SelectionKey key) throws IOException {
        buffer.clear();
        if (page.channel.read(buffer) < 0) {
            page.open = false;
            key.cancel();
            return;
        }
        int before = page.looks;
        page.heard(StandardCharsets.UTF_8.decode(buffer.flip()).toString());
        if (page.looks > before) lastHeard = System.nanoTime();
    }

    /// Those that the server has not ended.
    long count() {
        return pages.stream().filter(p -> p.open).count();
    }

    /// When the last look came.
    long lastHeard() {
        return lastHeard;
    }

    @Override
    public void close() throws IOException {
        for (Page page : pages) page.channel.close();
        selector.close();
    }
}
