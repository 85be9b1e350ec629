package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The npm packages that the build installed for tests: drizzle-orm, drizzle-kit, pg, typescript.
public final class NodeFixture {
    private NodeFixture() {}

    /// The `node_modules` folder; a project under test links to it.
    public static Path modules() {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("testkit/target/npm/node_modules"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "testkit/target/npm is not there: run the build once (./mvnw -Dquick -pl testkit test-compile)"));
    }

    /// Lets a project find the packages, as after `npm install`.
    public static void link(Path project) {
        try {
            Files.createSymbolicLink(project.resolve("node_modules"), modules());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
