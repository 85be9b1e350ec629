package dev.sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The checkout that the bench runs in.
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder ->
                        Files.isExecutable(folder.resolve("sluice"))
                                && Files.isDirectory(folder.resolve("bench")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Run it inside the checkout."));
    }
}
