/// The form of a new project.
@NullMarked
package dev.sluice.server.projects.web;

import org.jspecify.annotations.NullMarked;
