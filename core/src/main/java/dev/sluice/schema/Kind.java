package dev.sluice.schema;

import java.util.Locale;

/// What an [ObjectId] names, in the order in which objects that don't need each other are made.
///
/// A function with a text body may read any table when a default, an index or a materialized view
/// runs it: it comes after the tables and before all that may call it.
public enum Kind {
    SCHEMA,
    EXTENSION,
    LANGUAGE,
    COLLATION,
    ENUM,
    COMPOSITE,
    BASE_TYPE,
    RANGE,
    DOMAIN,
    SEQUENCE,
    ACCESS_METHOD,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    USER_MAPPING,
    TABLE,
    /// Members: [ObjectId#name] is the table (or view), [ObjectId#member] the thing itself.
    COLUMN,
    FUNCTION,
    AGGREGATE,
    OPERATOR,
    OPERATOR_FAMILY,
    OPERATOR_CLASS,
    OPERATOR_FAMILY_MEMBER,
    CAST,
    CONVERSION,
    TRANSFORM,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_TEMPLATE,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    TEXT_SEARCH_MAPPING,
    DEFAULT,
    CONSTRAINT,
    INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    STATISTICS,
    RULE,
    TRIGGER,
    POLICY,
    PUBLICATION,
    PUBLICATION_MEMBER,
    SUBSCRIPTION,
    /// Being a child of another table: [ObjectId#member] is the parent.
    INHERITANCE,
    /// A property that a statement of its own sets: [ObjectId#name] says whose and which.
    SETTING,
    OWNER,
    GRANT,
    DEFAULT_PRIVILEGES,
    EVENT_TRIGGER,
    UNSUPPORTED;

    /// Whose something is and who may do what with it: that is the environment's, and no part of a
    /// fingerprint.
    public boolean isAccess() {
        return this == OWNER || this == GRANT || this == DEFAULT_PRIVILEGES;
    }

    /// In words, lower case: "materialized view".
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
