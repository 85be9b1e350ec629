/// Reads snapshots from disk: Drizzle's (version 7), and catalogs that Sluice wrote.
@NullMarked
package dev.sluice.source.snapshot;

import org.jspecify.annotations.NullMarked;
