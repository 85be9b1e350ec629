/// The pages of databases: objects, history, drift.
@NullMarked
package dev.sluice.server.databases.web;

import org.jspecify.annotations.NullMarked;
