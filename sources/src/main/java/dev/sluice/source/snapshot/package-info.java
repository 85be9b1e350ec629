/// Reads Drizzle's snapshot JSON (version 7) from disk.
@NullMarked
package dev.sluice.source.snapshot;

import org.jspecify.annotations.NullMarked;
