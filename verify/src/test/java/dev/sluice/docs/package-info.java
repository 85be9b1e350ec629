@NullMarked
package dev.sluice.docs;

import org.jspecify.annotations.NullMarked;
