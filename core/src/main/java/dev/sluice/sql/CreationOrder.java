package dev.sluice.sql;

import dev.sluice.schema.Kind;
import java.util.Comparator;

/// Which of two pieces that don't need each other is made first.
public final class CreationOrder {
    public static final Comparator<PieceId> ORDER =
            Comparator.<PieceId>comparingInt(CreationOrder::rank)
                    .thenComparing(Comparator.naturalOrder());

    private CreationOrder() {}

    /// A function with a text body may read any table when a default, an index or a materialized
    /// view runs it: it comes after the tables and before all that may call it.
    public static int rank(PieceId id) {
        return switch (id.aspect()) {
            case SELF -> rank(id.object().kind());
            case STORAGE, COMPRESSION, STATISTICS, NOT_NULL -> 8;
            case OWNED_BY -> 10;
            case ROW_SECURITY, FORCE_ROW_SECURITY -> 17;
            case ENABLED -> 19;
            case REPLICA_IDENTITY -> 20;
            case COMMENT -> 21;
        };
    }

    private static int rank(Kind kind) {
        return switch (kind) {
            case SCHEMA -> 0;
            case EXTENSION -> 1;
            case ENUM -> 2;
            case COMPOSITE, DOMAIN -> 3;
            case SEQUENCE -> 4;
            case TABLE -> 5;
            case COLUMN -> 6;
            case FUNCTION -> 7;
            case DEFAULT -> 9;
            case CONSTRAINT -> 12;
            case INDEX -> 13;
            case VIEW -> 14;
            case MATERIALIZED_VIEW -> 15;
            case TRIGGER -> 16;
            case POLICY -> 18;
            case UNSUPPORTED -> 22;
        };
    }
}
