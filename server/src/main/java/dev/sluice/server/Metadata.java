package dev.sluice.server;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the server keeps its own tables: an embedded durable PostgreSQL in the data folder, or the
/// database that `--database` names.
record Metadata(Path data, DatabaseLogin login, String words, @Nullable AutoCloseable embedded)
        implements AutoCloseable {

    static Metadata open(UpOptions options) {
        Path data = options.data() != null ? options.data() : Path.of("/var/lib/sluice");
        if (options.database() != null) {
            DatabaseLogin login = DatabaseLogin.parse(options.database());
            return new Metadata(data, login, login.toString(), null);
        }
        throw new SluiceServer.StartFailed(
                "The embedded metadata server is not here yet. Give --database URL.", null);
    }

    @Override
    public void close() {
        if (embedded == null) return;
        try {
            Objects.requireNonNull(embedded).close();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded metadata server did not stop", e);
        }
    }
}
