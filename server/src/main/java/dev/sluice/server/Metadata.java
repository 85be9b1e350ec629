package dev.sluice.server;

import dev.sluice.postgres.Dirs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the server keeps its own tables: an embedded durable PostgreSQL in the data folder, or the
/// database that `--database` names.
record Metadata(Path data, DatabaseLogin login, String words, @Nullable DurableServer embedded)
        implements AutoCloseable {

    static Metadata open(UpOptions options) {
        Path data = options.data() != null ? options.data() : Dirs.data();
        if (options.database() != null) {
            DatabaseLogin login = DatabaseLogin.parse(options.database());
            return new Metadata(data, login, login.toString(), null);
        }
        DurableServer server = DurableServer.open(data, "metadata");
        return new Metadata(
                data,
                DatabaseLogin.parse(server.url("sluice")),
                "embedded PostgreSQL on port " + server.port() + ", data in " + data,
                server);
    }

    @Override
    public void close() {
        if (embedded != null) embedded.close();
    }
}
