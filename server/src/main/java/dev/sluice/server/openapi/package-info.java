/// The document of the API (OpenAPI 3.1), made from the routes and records that the server runs.
@NullMarked
package dev.sluice.server.openapi;

import org.jspecify.annotations.NullMarked;
