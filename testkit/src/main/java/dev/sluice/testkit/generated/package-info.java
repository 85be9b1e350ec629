/// Random PostgreSQL schemas from a seed, edits on them, rows in them, and what is left of them
/// when a law is broken. Its model is its own: a fault of the product's is not shared.
@NullMarked
package dev.sluice.testkit.generated;

import org.jspecify.annotations.NullMarked;
