/// Draws a catalog as an entity-relationship picture.
@NullMarked
package dev.sluice.picture;

import org.jspecify.annotations.NullMarked;
