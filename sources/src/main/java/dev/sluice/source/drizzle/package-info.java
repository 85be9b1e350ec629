/// Reads a Drizzle schema (`schema.ts`) by the project's own Node and drizzle-orm, and writes one
/// from a catalog.
@NullMarked
package dev.sluice.source.drizzle;

import org.jspecify.annotations.NullMarked;
