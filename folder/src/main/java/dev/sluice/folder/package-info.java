/// The migrations folder on disk, in Drizzle's own layout: numbers, journal, digests and chain;
/// read it, check it, write to it all or nothing, and replay it on a scratch database.
@NullMarked
package dev.sluice.folder;

import org.jspecify.annotations.NullMarked;
