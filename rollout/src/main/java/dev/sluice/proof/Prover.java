package dev.sluice.proof;

import dev.sluice.schema.Catalog;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs a migration there and back on a scratch database and says what that proves.
public final class Prover {
    private Prover() {}

    /// `before` is the template that the proof copies (it is left as it is), `from` what it holds,
    /// or null to have it read; `down` null: only the way there is tried, and the proof says that
    /// there is no way back. `wanted` null: whatever up makes is right.
    public static Proof prove(
            Scratch scratch,
            ScratchDatabase before,
            @Nullable Catalog from,
            List<String> up,
            @Nullable List<String> down,
            @Nullable Catalog wanted) {
        return proveAhead(scratch, before, from, up, () -> down, wanted);
    }

    /// The same before the way back is known: `down` is asked for once up has run.
    public static Proof proveAhead(
            Scratch scratch,
            ScratchDatabase before,
            @Nullable Catalog from,
            List<String> up,
            Supplier<@Nullable List<String>> down,
            @Nullable Catalog wanted) {
        try {
            return new ProofRun(scratch, before, from, up, down, wanted).prove();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    static IllegalStateException lost(SQLException e) {
        return new IllegalStateException(
                "The scratch server failed while a migration was being proven: "
                        + e.getMessage()
                        + ". Nothing was changed outside it; try again.",
                e);
    }
}
