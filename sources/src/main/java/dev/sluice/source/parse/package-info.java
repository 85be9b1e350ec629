/// Splits SQL text into the statements that the server sees.
@NullMarked
package dev.sluice.source.parse;

import org.jspecify.annotations.NullMarked;
