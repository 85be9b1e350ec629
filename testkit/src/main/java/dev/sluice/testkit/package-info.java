/// Fixtures for tests: real servers with a fresh database for each test, and the parts from npm.
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
