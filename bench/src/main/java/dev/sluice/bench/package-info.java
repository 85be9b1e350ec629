/// Measures: each command is a class with a `main`, run by `bench/run NAME ARGUMENTS`.
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
