package dev.sluice.proof;

import dev.sluice.schema.Catalog;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a migration there and back on a scratch database and says what that proves.
public final class Prover {
    private Prover() {}

    /// `before` is the template that the proof copies (it is left as it is); `down` null: only the
    /// way there is tried. `wanted` null: whatever up makes is right.
    public static Proof prove(
            Scratch scratch,
            ScratchDatabase before,
            List<String> up,
            @Nullable List<String> down,
            @Nullable Catalog wanted) {
        throw new UnsupportedOperationException();
    }
}
