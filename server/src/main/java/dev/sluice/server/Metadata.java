package dev.sluice.server;

import dev.sluice.postgres.Dirs;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Where the server keeps its own tables: an embedded durable PostgreSQL in the data folder, or the
/// database that `--database` names.
record Metadata(Path data, DatabaseLogin login, String words, @Nullable DurableServer embedded)
        implements AutoCloseable {

    static Metadata open(UpOptions options) {
        Path data = options.data() != null ? options.data() : Dirs.data();
        if (options.database() != null) {
            DatabaseLogin login = entered(options.database());
            return new Metadata(data, login, login.toString(), null);
        }
        DurableServer server = DurableServer.open(data, "metadata");
        return new Metadata(
                data,
                DatabaseLogin.parse(server.url("sluice")),
                "embedded PostgreSQL on port " + server.port() + ", data in " + data,
                server);
    }

    /// Tried before anything else, so that a mistake is one sentence.
    private static DatabaseLogin entered(String url) {
        try {
            DatabaseLogin login = DatabaseLogin.parse(url);
            DriverManager.getConnection(login.url(), login.user(), login.password()).close();
            return login;
        } catch (IllegalArgumentException e) {
            throw new SluiceServer.StartFailed(
                    "--database: " + e.getMessage() + ". Nothing was changed.", null);
        } catch (SQLException e) {
            throw new SluiceServer.StartFailed(
                    "The metadata database "
                            + DatabaseLogin.parse(url)
                            + " can't be entered: "
                            + e.getMessage()
                            + " Nothing was changed. Check --database.",
                    null);
        }
    }

    @Override
    public void close() {
        if (embedded != null) embedded.close();
    }
}
