package dev.sluice.sql;

/// Which side of an object a [Piece] makes: the thing itself, or a property that PostgreSQL sets by
/// a statement of its own.
public enum Aspect {
    SELF,
    STORAGE,
    COMPRESSION,
    STATISTICS,
    NOT_NULL,
    OWNED_BY,
    ENABLED,
    ROW_SECURITY,
    FORCE_ROW_SECURITY,
    REPLICA_IDENTITY,
    COMMENT
}
