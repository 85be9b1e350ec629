package dev.sluice.server.changes;

import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.folder.ReplayFailed;
import dev.sluice.schema.Catalog;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.releases.ReleaseStrategy;
import dev.sluice.source.scratch.Scratch;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// A released folder on scratch servers of the majors that are needed, each opened when first asked
/// for.
final class Replays implements AutoCloseable {
    private final MigrationsFolder folder;
    private final String searchPath;
    private final ReleaseStrategy strategy;
    private final Proofs proofs;
    private final Map<Integer, Scratch> scratches = new HashMap<>();
    private final Map<Integer, Replay> replays = new HashMap<>();

    Replays(MigrationsFolder folder, String searchPath, ReleaseStrategy strategy, Proofs proofs) {
        this.folder = folder;
        this.searchPath = searchPath;
        this.strategy = strategy;
        this.proofs = proofs;
    }

    private Replay replay(int major) {
        return replays.computeIfAbsent(
                major,
                m -> Replay.of(folder, scratches.computeIfAbsent(m, Scratch::open), searchPath));
    }

    String chain(int index) {
        return Proofs.chain(folder, index, searchPath, strategy);
    }

    /// Runs the folder to its end.
    void whole(int major) {
        try {
            replay(major).template();
        } catch (SQLException | ReplayFailed e) {
            throw broken(e);
        }
    }

    Catalog catalog(int major, int count) {
        try {
            return replay(major).catalog(count);
        } catch (SQLException | ReplayFailed e) {
            throw broken(e);
        }
    }

    /// @throws SQLException when the scratch server is lost
    MigrationProof proof(int major, int index) throws SQLException {
        return proofs.of(replay(major), index, strategy);
    }

    private static Refusal broken(Exception e) {
        return new Refusal(
                "The folder can't be replayed: " + e.getMessage() + " Nothing was opened.");
    }

    @Override
    public void close() {
        scratches.values().forEach(Scratch::close);
    }
}
