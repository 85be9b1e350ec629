/// `up --demo`: databases, people and a change to try Sluice with.
@NullMarked
package dev.sluice.server.demo;

import org.jspecify.annotations.NullMarked;
