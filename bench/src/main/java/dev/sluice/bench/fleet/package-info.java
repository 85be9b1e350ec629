/// A rollout over many databases beside `psql` in a loop. [Race] is the door.
@NullMarked
package dev.sluice.bench.fleet;

import org.jspecify.annotations.NullMarked;
