@NullMarked
package dev.sluice.proof;

import org.jspecify.annotations.NullMarked;
