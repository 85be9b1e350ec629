@NullMarked
package dev.sluice.diff;

import org.jspecify.annotations.NullMarked;
