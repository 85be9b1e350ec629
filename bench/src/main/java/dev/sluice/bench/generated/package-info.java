/// The laws of a plan on generated schemas.
@NullMarked
package dev.sluice.bench.generated;

import org.jspecify.annotations.NullMarked;
