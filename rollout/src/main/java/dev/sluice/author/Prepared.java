package dev.sluice.author;

import dev.sluice.folder.Migration;
import dev.sluice.folder.Replay;
import dev.sluice.ledger.DrizzleMark;
import dev.sluice.rollout.RunMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A migration of a folder, ready to be run: with its way back and with the catalogs around it.
public record Prepared(Migration migration, RunMigration run, WayBack wayBack) {
    /// Prepares all migrations from `first` (an index of the list) on. Replays, plans ways back for
    /// files that lack one, and proves; the folder is not touched.
    public static List<Prepared> of(Replay replay, int first) throws SQLException {
        var prepared = new ArrayList<Prepared>();
        for (int i = first; i < replay.folder().migrations().size(); i++)
            prepared.add(one(replay, i));
        return List.copyOf(prepared);
    }

    public static Prepared one(Replay replay, int index) throws SQLException {
        Migration m = replay.folder().migrations().get(index);
        WayBack back = WayBack.of(replay, index);
        RunMigration run =
                RunMigration.of(
                                m.digest(),
                                m.tag(),
                                m.statements(),
                                back.exists() ? back.statements() : null)
                        .withDrizzle(DrizzleMark.of(m.text(), m.when()))
                        .between(replay.catalog(index), replay.catalog(index + 1));
        return new Prepared(m, run, back);
    }

    /// A migration that is only to be recognised in the ledger: nothing is replayed.
    public static RunMigration known(Migration m) {
        return RunMigration.of(
                        m.digest(),
                        m.tag(),
                        m.statements(),
                        m.down().isPresent() ? m.downStatements() : null)
                .withDrizzle(DrizzleMark.of(m.text(), m.when()));
    }
}
