/// A server with much in store, read by many at once and looked at by more. [Readers] and [Lookers]
/// are the doors.
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
