/// Reads a schema from .sql files.
@NullMarked
package dev.sluice.source.sqlfiles;

import org.jspecify.annotations.NullMarked;
