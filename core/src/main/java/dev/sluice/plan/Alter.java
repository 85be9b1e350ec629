package dev.sluice.plan;

import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.PieceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of a piece in place. `makes` and `frees` are relation names that it takes and gives up
/// (the sequence of an identity).
record Alter(
        PieceId subject,
        String sql,
        String summary,
        List<Hazard> hazards,
        @Nullable QualifiedName makes,
        @Nullable QualifiedName frees) {
    Alter {
        hazards = List.copyOf(hazards);
    }

    Alter(PieceId subject, String sql, String summary) {
        this(subject, sql, summary, List.of(), null, null);
    }

    Alter(PieceId subject, String sql, String summary, List<Hazard> hazards) {
        this(subject, sql, summary, hazards, null, null);
    }
}
