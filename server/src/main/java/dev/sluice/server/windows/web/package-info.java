/// The page of a project's windows and freezes.
@NullMarked
package dev.sluice.server.windows.web;

import org.jspecify.annotations.NullMarked;
