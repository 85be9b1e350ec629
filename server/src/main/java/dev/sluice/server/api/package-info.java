/// The JSON API that the command line and pipelines use.
@NullMarked
package dev.sluice.server.api;

import org.jspecify.annotations.NullMarked;
