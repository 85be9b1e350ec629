/// When an environment may be rolled out to: weekly maintenance windows, and freezes that shut
/// them.
@NullMarked
package dev.sluice.server.windows;

import org.jspecify.annotations.NullMarked;
