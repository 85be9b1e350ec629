/// Scratch servers and databases: where declared SQL is loaded, normalised and proven.
@NullMarked
package dev.sluice.source.scratch;

import org.jspecify.annotations.NullMarked;
