/// Executing a revision: stages, runs, attempts, and the gates before them.
@NullMarked
package dev.sluice.server.rollouts;

import org.jspecify.annotations.NullMarked;
