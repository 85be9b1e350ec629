package dev.sluice.testkit.generated;

/// Types for which the same expressions hold.
enum Category {
    NUMBER,
    TEXT,
    TIME,
    BOOLEAN,
    UUID,
    ENUM,
    RANGE,
    JSON,
    ARRAY,
    /// Anything, of which only itself is said.
    OTHER;

    /// Whether an ordinary index, and a key, can stand on it.
    boolean isOrdered() {
        return switch (this) {
            case NUMBER, TEXT, TIME, BOOLEAN, UUID, ENUM, RANGE -> true;
            case JSON, ARRAY, OTHER -> false;
        };
    }

    /// Whether it has enough values for rows to differ in it.
    boolean isWide() {
        return switch (this) {
            case NUMBER, TEXT, TIME, UUID -> true;
            case BOOLEAN, ENUM, RANGE, JSON, ARRAY, OTHER -> false;
        };
    }
}
