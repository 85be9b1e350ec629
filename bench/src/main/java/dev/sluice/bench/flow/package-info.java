/// A team's work on its schema, on real parts, told as a transcript.
@NullMarked
package dev.sluice.bench.flow;

import org.jspecify.annotations.NullMarked;
