package dev.sluice.cli;

import dev.sluice.author.FolderTruth;
import dev.sluice.folder.Finding;
import dev.sluice.folder.FolderReplayCheck;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.source.scratch.Scratch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The findings of running a folder.
final class ReplayCheck {
    private ReplayCheck() {}

    static List<Finding> of(
            Shell shell, Path folder, int major, String searchPath, @Nullable String scratchUrl)
            throws SQLException {
        try (Scratch scratch = Workshop.scratch(shell, major, scratchUrl)) {
            Replay replay = Replay.of(MigrationsFolder.open(folder), scratch, searchPath);
            var findings = new ArrayList<>(FolderReplayCheck.of(replay));
            if (findings.stream().noneMatch(Finding::isError))
                findings.addAll(FolderTruth.of(replay));
            return findings;
        }
    }
}
