/// What has moved, told to those who look at it: [Outbox] keeps it in order, [Streams] carries it
/// to the open pages.
@NullMarked
package dev.sluice.server.live;

import org.jspecify.annotations.NullMarked;
