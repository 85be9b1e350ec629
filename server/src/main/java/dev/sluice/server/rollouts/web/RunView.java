package dev.sluice.server.rollouts.web;

import dev.sluice.server.changes.web.ChangeView;
import dev.sluice.server.web.Badge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of one run: what happened in this database, statement by statement.
public record RunView(
        String href,
        String changeHref,
        String changeTitle,
        int changeNumber,
        String database,
        String environment,
        String direction,
        Badge badge,
        String sentence,
        List<ChangeView.Action> actions,
        List<BackupLine> backups,
        List<Attempt> attempts,
        boolean moving) {
    /// `restore` is the command that brings the data back.
    public record BackupLine(Badge badge, String words, @Nullable String restore) {}

    /// Newest first; each attempt is kept.
    public record Attempt(
            int number,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            List<Line> lines) {}

    public record Line(
            Instant at, String tone, String icon, String what, String message, String took) {}
}
