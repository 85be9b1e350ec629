/// One person's word on one digest for one environment.
@NullMarked
package dev.sluice.server.approvals;

import org.jspecify.annotations.NullMarked;
