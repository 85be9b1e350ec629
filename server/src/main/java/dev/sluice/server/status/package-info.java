/// What a change is waiting for, in one sentence: the same for console, API and command line.
@NullMarked
package dev.sluice.server.status;

import org.jspecify.annotations.NullMarked;
