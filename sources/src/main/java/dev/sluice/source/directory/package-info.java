/// Writes a schema as a directory of .sql files, one for each object.
@NullMarked
package dev.sluice.source.directory;

import org.jspecify.annotations.NullMarked;
