package dev.sluice.server.changes;

import dev.sluice.author.OnlineRun;
import dev.sluice.server.releases.MigrationProof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A migration as it will run on one target: `statements` are those of the file, but for what
/// `forms` say (none, until it is proven). `chain` finds its proof, with the target's major; `down`
/// is null where there is no way back, or it is not worked out yet.
public record TargetMigration(
        String digest,
        String tag,
        String drizzleHash,
        long drizzleWhen,
        String text,
        List<String> statements,
        List<OnlineRun.Form> forms,
        @Nullable List<String> down,
        String chain) {
    public TargetMigration {
        statements = List.copyOf(statements);
        forms = List.copyOf(forms);
        down = down == null ? null : List.copyOf(down);
    }

    TargetMigration as(MigrationProof proof) {
        List<String> proven = proof.statements();
        return new TargetMigration(
                digest,
                tag,
                drizzleHash,
                drizzleWhen,
                text,
                proven == null ? statements : proven,
                proof.forms(),
                proof.down(),
                chain);
    }

    public boolean isOnline() {
        return !forms.isEmpty();
    }
}
