/// The page of a run.
@NullMarked
package dev.sluice.server.rollouts.web;

import org.jspecify.annotations.NullMarked;
