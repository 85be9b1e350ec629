package dev.sluice.folder;

import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A folder run on a scratch database: its state after any number of its files. States are kept as
/// templates by the digest of what ran, so what ran once does not run again.
public final class Replay {
    private final MigrationsFolder folder;
    private final Scratch scratch;
    private final String searchPath;
    private final Map<Integer, ScratchDatabase> templates = new HashMap<>();
    private final Map<Integer, Catalog> catalogs = new HashMap<>();

    private Replay(MigrationsFolder folder, Scratch scratch, String searchPath) {
        this.folder = folder;
        this.scratch = scratch;
        this.searchPath = searchPath;
    }

    public static Replay of(MigrationsFolder folder, Scratch scratch) {
        return of(folder, scratch, "public");
    }

    /// `searchPath` is set anew before each file, as it is on a target.
    public static Replay of(MigrationsFolder folder, Scratch scratch, String searchPath) {
        return new Replay(folder, scratch, searchPath);
    }

    public MigrationsFolder folder() {
        return folder;
    }

    public Scratch scratch() {
        return scratch;
    }

    public String searchPath() {
        return searchPath;
    }

    /// The state after the first `count` files, to make copies of; not to be connected to.
    ///
    /// @throws ReplayFailed naming the file and statement that does not run
    public synchronized ScratchDatabase template(int count) throws SQLException {
        ScratchDatabase known = templates.get(count);
        if (known != null) return known;
        ScratchDatabase template = built(count);
        templates.put(count, template);
        return template;
    }

    /// On top of the latest state that is kept already, so that only newer files run.
    private ScratchDatabase built(int count) throws SQLException {
        for (int base = count; base > 0; base--) {
            var kept = scratch.kept(key(base));
            if (kept.isEmpty()) continue;
            int done = base;
            return done == count
                    ? kept.get()
                    : scratch.cached(key(count), kept.get(), c -> run(c, done, count));
        }
        return scratch.cached(key(count), connection -> run(connection, 0, count));
    }

    public ScratchDatabase template() throws SQLException {
        return template(folder.migrations().size());
    }

    /// The catalog after the first `count` files.
    public synchronized Catalog catalog(int count) throws SQLException {
        Catalog known = catalogs.get(count);
        if (known != null) return known;
        Catalog catalog = scratch.read(template(count), CatalogReader::read);
        catalogs.put(count, catalog);
        return catalog;
    }

    public Catalog catalog() throws SQLException {
        return catalog(folder.migrations().size());
    }

    /// Runs statements as a file of the folder would run, on a copy of a template.
    public void run(Connection connection, String file, List<String> statements)
            throws SQLException {
        FileRun.run(connection, file, statements, searchPath);
    }

    private String key(int count) {
        return "replay-" + Digests.sha256(folder.chain(count) + searchPath);
    }

    private void run(Connection connection, int first, int count) {
        try {
            for (Migration m : folder.migrations().subList(first, count))
                FileRun.run(connection, m.fileName(), m.statements(), searchPath);
        } catch (SQLException e) {
            throw new IllegalStateException("the scratch database was lost: " + e.getMessage(), e);
        }
    }
}
