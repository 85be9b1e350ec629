@NullMarked
package dev.sluice.traps;

import org.jspecify.annotations.NullMarked;
