@NullMarked
package dev.sluice.generated;

import org.jspecify.annotations.NullMarked;
