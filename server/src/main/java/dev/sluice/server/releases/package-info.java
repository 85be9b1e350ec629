/// Uploaded migrations folders: immutable, content-addressed, proven on the majors of their
/// targets.
@NullMarked
package dev.sluice.server.releases;

import org.jspecify.annotations.NullMarked;
