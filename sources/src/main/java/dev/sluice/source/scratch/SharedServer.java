package dev.sluice.source.scratch;

import dev.sluice.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The machine's scratch server.
final class SharedServer implements AutoCloseable {
    private static final Map<String, EmbeddedPostgres> SERVERS = new ConcurrentHashMap<>();
    private final String url;

    private SharedServer(String url) {
        this.url = url;
    }

    static SharedServer open(int major, Path cache) {
        var server =
                SERVERS.computeIfAbsent(
                        major + " " + cache,
                        _ -> {
                            var started = EmbeddedPostgres.scratch(major, cache);
                            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                            return started;
                        });
        return new SharedServer(server.url("postgres"));
    }

    String url() {
        return url;
    }

    @Override
    public void close() {}
}
