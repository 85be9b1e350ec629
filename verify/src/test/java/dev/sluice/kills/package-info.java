@NullMarked
package dev.sluice.kills;

import org.jspecify.annotations.NullMarked;
