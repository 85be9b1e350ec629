/// Secrets at rest: what the database holds of a secret opens only with a key file that lies
/// elsewhere. Door: [Sealing].
@NullMarked
package dev.sluice.server.sealing;

import org.jspecify.annotations.NullMarked;
