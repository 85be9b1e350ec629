@NullMarked
package dev.sluice.storm;

import org.jspecify.annotations.NullMarked;
