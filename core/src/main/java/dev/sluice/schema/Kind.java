package dev.sluice.schema;

/// What an [ObjectId] names.
public enum Kind {
    SCHEMA,
    EXTENSION,
    ENUM,
    DOMAIN,
    COMPOSITE,
    SEQUENCE,
    TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    FUNCTION,
    INDEX,
    /// Members: [ObjectId#name] is the table (or view), [ObjectId#member] the thing itself.
    COLUMN,
    DEFAULT,
    CONSTRAINT,
    TRIGGER,
    POLICY,
    UNSUPPORTED;

    /// In words, lower case: "materialized view".
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
