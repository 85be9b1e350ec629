/// Projects and their ordered environments.
@NullMarked
package dev.sluice.server.projects;

import org.jspecify.annotations.NullMarked;
