/// The pages of changes: list, new, review.
@NullMarked
package dev.sluice.server.changes.web;

import org.jspecify.annotations.NullMarked;
