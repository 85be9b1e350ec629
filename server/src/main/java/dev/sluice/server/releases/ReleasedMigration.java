package dev.sluice.server.releases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One migration of a release: `idx` counts from 0 in the order of the folder. `down` is null where
/// there is no way back.
public record ReleasedMigration(
        int idx,
        String tag,
        String digest,
        String drizzleHash,
        long drizzleWhen,
        String text,
        List<String> statements,
        @Nullable List<String> down) {
    public ReleasedMigration {
        statements = List.copyOf(statements);
        down = down == null ? null : List.copyOf(down);
    }
}
