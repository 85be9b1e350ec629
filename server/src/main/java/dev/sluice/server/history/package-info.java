/// What was done to each database, with the catalog before and after.
@NullMarked
package dev.sluice.server.history;

import org.jspecify.annotations.NullMarked;
