/// The trail: append-only events in a hash chain, each written in the transaction of its action.
@NullMarked
package dev.sluice.server.audit;

import org.jspecify.annotations.NullMarked;
