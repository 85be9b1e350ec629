@NullMarked
package dev.sluice.drift;

import org.jspecify.annotations.NullMarked;
