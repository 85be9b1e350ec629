/// The kill storm: a server that is killed while it works, targets that crash, and a judge who only
/// counts. [Storm] is the door.
@NullMarked
package dev.sluice.bench.kills;

import org.jspecify.annotations.NullMarked;
