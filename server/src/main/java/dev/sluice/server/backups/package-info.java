/// A copy of a database before it is changed: by pg_dump or by a command of the team's own.
@NullMarked
package dev.sluice.server.backups;

import org.jspecify.annotations.NullMarked;
