/// Reads a live database's catalog: set-based, in one snapshot.
@NullMarked
package dev.sluice.source.catalog;

import org.jspecify.annotations.NullMarked;
