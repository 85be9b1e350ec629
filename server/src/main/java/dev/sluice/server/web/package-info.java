/// What every page and every answer shares: templates, the page's frame, rights of routes, errors.
@NullMarked
package dev.sluice.server.web;

import org.jspecify.annotations.NullMarked;
