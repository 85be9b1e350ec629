package dev.sluice.folder;

import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is wrong with a folder and only seen by running it.
public final class FolderReplayCheck {
    private static final Pattern ADDS_LABEL =
            Pattern.compile("(?is)\\balter\\s+type\\b.*\\badd\\s+value\\b");

    private final Replay replay;
    private final List<Finding> findings = new ArrayList<>();

    private FolderReplayCheck(Replay replay) {
        this.replay = replay;
    }

    public static List<Finding> of(Replay replay) throws SQLException {
        var check = new FolderReplayCheck(replay);
        if (check.runs()) check.labels();
        return List.copyOf(check.findings);
    }

    private boolean runs() throws SQLException {
        try {
            replay.template();
            return true;
        } catch (ReplayFailed e) {
            findings.add(new Finding(Finding.Severity.ERROR, "does-not-run", e.problem()));
            return false;
        }
    }

    /// drizzle-orm runs all that is pending in one transaction, and a label cannot be used in the
    /// transaction that added it: from each file that adds one, the rest is run in one.
    private void labels() throws SQLException {
        List<Migration> all = replay.folder().migrations();
        for (int i = 0; i < all.size() - 1; i++)
            if (all.get(i).statements().stream().anyMatch(s -> ADDS_LABEL.matcher(s).find()))
                inOneTransaction(i, all);
    }

    private void inOneTransaction(int first, List<Migration> all) throws SQLException {
        try (ScratchDatabase copy = replay.scratch().database(replay.template(first));
                Connection connection = copy.connect();
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            connection.setAutoCommit(false);
            for (Migration m : all.subList(first, all.size()))
                for (String sql : m.statements()) {
                    try {
                        statement.execute(sql);
                    } catch (SQLException e) {
                        if ("55P04".equals(e.getSQLState())) usedTooEarly(all.get(first), m);
                        return;
                    }
                }
        }
    }

    private void usedTooEarly(Migration adds, Migration uses) {
        findings.add(
                Finding.warning(
                        "label-used-in-same-run",
                        uses.fileName(),
                        "it uses an enum label that %s adds; drizzle-orm, which runs all pending files in one transaction, fails on a database that lacks both."
                                .formatted(adds.tag()),
                        "drizzle-orm must have committed %s first; `sluice apply` and the server commit each file."
                                .formatted(adds.tag())));
    }
}
