/// Where a project's schema, migrations and databases are: `sluice.yaml`, or a `drizzle.config.*`
/// alone; turns the text that names a source into the source.
@NullMarked
package dev.sluice.project;

import org.jspecify.annotations.NullMarked;
