package dev.sluice.folder;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A migration that is to be added at the end of a folder. `name` is what follows the number;
/// `snapshot` is the JSON text of `meta/NNNN_snapshot.json`; `now` is a candidate for the journal's
/// `when`, which is raised where it does not lie behind the last one.
public record NewMigration(
        String name,
        String sql,
        Optional<String> down,
        Optional<ProofFile> proof,
        @Nullable String snapshot,
        long now) {
    public static NewMigration of(
            String name,
            List<String> statements,
            List<String> down,
            @Nullable ProofFile proof,
            @Nullable String snapshot,
            long now) {
        return new NewMigration(
                name,
                Breakpoints.join(statements),
                down.isEmpty() ? Optional.empty() : Optional.of(Breakpoints.join(down)),
                Optional.ofNullable(proof),
                snapshot,
                now);
    }
}
