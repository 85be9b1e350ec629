package dev.sluice.plan;

import dev.sluice.sql.PieceId;
import java.util.Locale;

/// One line of words for the making and the end of a piece.
final class Summaries {
    private Summaries() {}

    static String drop(PieceId id) {
        return switch (id.aspect()) {
            case SELF -> "drop " + id.object().words();
            case COMMENT -> "take the comment off " + id.object().words();
            case SHELL,
                    STORAGE,
                    COMPRESSION,
                    STATISTICS,
                    PARTITION,
                    NOT_NULL,
                    OWNED_BY,
                    ENABLED,
                    ROW_SECURITY,
                    FORCE_ROW_SECURITY,
                    REPLICA_IDENTITY ->
                    "take back " + property(id);
        };
    }

    static String create(PieceId id, boolean again) {
        return switch (id.aspect()) {
            case SELF -> verb(id, again) + " " + id.object().words();
            case COMMENT -> "comment on " + id.object().words();
            case SHELL,
                    STORAGE,
                    COMPRESSION,
                    STATISTICS,
                    PARTITION,
                    NOT_NULL,
                    OWNED_BY,
                    ENABLED,
                    ROW_SECURITY,
                    FORCE_ROW_SECURITY,
                    REPLICA_IDENTITY ->
                    "set " + property(id);
        };
    }

    private static String verb(PieceId id, boolean again) {
        return switch (id.object().kind()) {
            case COLUMN, CONSTRAINT -> again ? "put back" : "add";
            case DEFAULT -> "set";
            case INHERITANCE, SETTING, OWNER, GRANT, DEFAULT_PRIVILEGES -> "set";
            default -> again ? "put back" : "create";
        };
    }

    private static String property(PieceId id) {
        return id.aspect().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " of "
                + id.object().words();
    }
}
