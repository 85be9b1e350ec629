/// The server: start, stop, and the wiring that every feature shares.
@NullMarked
package dev.sluice.server;

import org.jspecify.annotations.NullMarked;
