@NullMarked
package dev.sluice.roundtrip;

import org.jspecify.annotations.NullMarked;
