package dev.sluice.sql;

import dev.sluice.schema.Kind;
import java.util.Comparator;

/// Which of two pieces that don't need each other is made first.
public final class CreationOrder {
    public static final Comparator<PieceId> ORDER =
            Comparator.<PieceId>comparingInt(CreationOrder::rank)
                    .thenComparing(Comparator.naturalOrder());

    private CreationOrder() {}

    public static int rank(PieceId id) {
        return switch (id.aspect()) {
            case SELF -> after(id.object().kind(), 0);
            case STORAGE, COMPRESSION, STATISTICS, NOT_NULL -> after(Kind.FUNCTION, 1);
            case SHELL -> after(Kind.ENUM, 1);
            case PARTITION -> after(Kind.COLUMN, 1);
            case OWNED_BY -> after(Kind.DEFAULT, 1);
            case ROW_SECURITY, FORCE_ROW_SECURITY -> after(Kind.TRIGGER, 1);
            case ENABLED -> after(Kind.POLICY, 1);
            case REPLICA_IDENTITY -> after(Kind.POLICY, 2);
            case COMMENT -> after(Kind.SUBSCRIPTION, 1);
        };
    }

    private static int after(Kind kind, int step) {
        return kind.ordinal() * 10 + step;
    }
}
