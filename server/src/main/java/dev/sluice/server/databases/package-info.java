/// The databases that a project manages: where they are, how they are entered, what is recorded of
/// them.
@NullMarked
package dev.sluice.server.databases;

import org.jspecify.annotations.NullMarked;
