/// Pages of sign-in, people and tokens.
@NullMarked
package dev.sluice.server.identity.web;

import org.jspecify.annotations.NullMarked;
