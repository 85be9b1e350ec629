/// Background work: named tasks with a number, kept in the metadata database until they are done.
@NullMarked
package dev.sluice.server.work;

import org.jspecify.annotations.NullMarked;
