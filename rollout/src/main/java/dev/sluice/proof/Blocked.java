package dev.sluice.proof;

import dev.sluice.schema.QualifiedName;

/// A table that stood before, whose rows a migration reads through while it keeps writers out, or
/// readers as well; `rewritten` where it writes them all anew. It takes as long as the table is
/// large.
public record Blocked(QualifiedName table, boolean readersToo, boolean rewritten) {}
