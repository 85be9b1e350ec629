package dev.sluice.testkit.generated;

import java.util.Locale;

/// What a generated schema may hold. The weight says how often one is made, beside the others; what
/// has none comes along with another.
public enum Feature {
    SCHEMA(3),
    ENUM(5),
    DOMAIN(4),
    COMPOSITE(3),
    RANGE(2),
    SEQUENCE(4),
    TABLE(16),
    COLUMN(0),
    COLLATION(0),
    IDENTITY(0),
    GENERATED_COLUMN(0),
    STORAGE_PARAMETER(0),
    /// Names that have to be quoted, are keywords, or are as long as names can be.
    HOSTILE_NAME(0),
    PARTITION(4),
    INHERITANCE(3),
    KEY(9),
    CHECK(6),
    FOREIGN_KEY(10),
    EXCLUSION(2),
    INDEX(12),
    VIEW(8),
    MATERIALIZED_VIEW(4),
    FUNCTION(7),
    PROCEDURE(2),
    TRIGGER(4),
    POLICY(4),
    COMMENT(9),
    GRANT(4),
    STATISTICS(2),
    RULE(2),
    AGGREGATE(2),
    OPERATOR(2),
    TEXT_SEARCH(2),
    PUBLICATION(2),
    CAST(1),
    FOREIGN_TABLE(2),
    /// What `ALTER` says of a table or column: row security, storage, statistics, replica identity.
    SETTING(7);

    private final int weight;

    Feature(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /// In words, lower case: "materialized view".
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
