package dev.sluice.sql;

/// Which side of an object a [Piece] makes: the thing itself, or a property that PostgreSQL sets by
/// a statement of its own.
public enum Aspect {
    SELF,
    /// A type by its name alone, which its functions need before it.
    SHELL,
    STORAGE,
    COMPRESSION,
    STATISTICS,
    PARTITION,
    NOT_NULL,
    OWNED_BY,
    ENABLED,
    ROW_SECURITY,
    FORCE_ROW_SECURITY,
    REPLICA_IDENTITY,
    COMMENT
}
