/// The forms on a database's drift page.
@NullMarked
package dev.sluice.server.drift.web;

import org.jspecify.annotations.NullMarked;
