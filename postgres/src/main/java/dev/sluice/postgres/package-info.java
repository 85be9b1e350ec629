/// Embedded PostgreSQL: unpack, start and stop a real server, in two profiles.
///
/// The door is [EmbeddedPostgres]; [Dirs] says where things are kept. Nothing here speaks the
/// database's protocol: a server is ready when its own pid file says so.
@NullMarked
package dev.sluice.postgres;

import org.jspecify.annotations.NullMarked;
