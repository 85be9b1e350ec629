package dev.sluice.server.releases;

import dev.sluice.author.OnlineRun;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A migration on top of all before it, run on scratch of one major. `statements` are what ran by
/// the online form and `forms` what of the file they stand for; null and none where the file ran as
/// it is. `verdict` is `proven with rows`, `proven for the schema` or `not proven`; `down` the way
/// back that was proven with it, null where there is none.
public record MigrationProof(
        String chain,
        int major,
        String tag,
        @Nullable List<String> statements,
        List<OnlineRun.Form> forms,
        String verdict,
        List<String> reasons,
        List<Hazard> hazards,
        List<String> writtenTables,
        List<String> differences,
        @Nullable List<String> down,
        String fingerprintBefore,
        String fingerprintAfter,
        long upMillis,
        long downMillis) {
    public MigrationProof {
        statements = statements == null ? null : List.copyOf(statements);
        forms = List.copyOf(forms);
        reasons = List.copyOf(reasons);
        hazards = List.copyOf(hazards);
        writtenTables = List.copyOf(writtenTables);
        differences = List.copyOf(differences);
        down = down == null ? null : List.copyOf(down);
    }

    public boolean isProven() {
        return !verdict.equals("not proven");
    }

    /// Whether rows go that undo does not bring back.
    public boolean losesData() {
        return hazards.stream()
                .anyMatch(h ->
                        h.kind() == HazardKind.DATA_LOSS || h.kind() == HazardKind.IRREVERSIBLE);
    }
}
