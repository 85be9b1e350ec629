/// Changes, their immutable revisions and digests, and the checks on them.
@NullMarked
package dev.sluice.server.changes;

import org.jspecify.annotations.NullMarked;
