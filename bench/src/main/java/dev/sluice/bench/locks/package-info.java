/// What a statement locks, reads and rewrites, beside what its hazards say.
@NullMarked
package dev.sluice.bench.locks;

import org.jspecify.annotations.NullMarked;
