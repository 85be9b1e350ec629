/// From a declared schema and a migrations folder to the next migration with its proven way back,
/// and to the ways back of files that others wrote.
@NullMarked
package dev.sluice.author;

import org.jspecify.annotations.NullMarked;
