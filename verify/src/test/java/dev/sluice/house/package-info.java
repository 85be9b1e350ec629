/// The rules of the house: which package may see which, and what only one of them may do.
@NullMarked
package dev.sluice.house;

import org.jspecify.annotations.NullMarked;
