/// The storm: two servers that are killed, paused and cut off while they work, targets that crash,
/// and a judge who only counts. [ReplicaStorm] is the door.
@NullMarked
package dev.sluice.bench.storm;

import org.jspecify.annotations.NullMarked;
