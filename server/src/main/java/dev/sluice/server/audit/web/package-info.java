/// The page of the trail, and its export.
@NullMarked
package dev.sluice.server.audit.web;

import org.jspecify.annotations.NullMarked;
