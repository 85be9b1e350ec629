@NullMarked
package dev.sluice.coverage;

import org.jspecify.annotations.NullMarked;
