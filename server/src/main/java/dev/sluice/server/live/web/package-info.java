/// The streams of the pages.
@NullMarked
package dev.sluice.server.live.web;

import org.jspecify.annotations.NullMarked;
