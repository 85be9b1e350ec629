/// Databases that are not what their record says, and the two ways out.
@NullMarked
package dev.sluice.server.drift;

import org.jspecify.annotations.NullMarked;
