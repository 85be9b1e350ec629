package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// `bench/run screenshots DIR`: clicks through the console in a real browser and keeps a picture of
/// every page in both themes at 1280 and 390 px. The work is the browser test's.
public final class Screenshots {
    private Screenshots() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: bench/run screenshots DIR (outside the repository)");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        int code =
                new ProcessBuilder(
                                root().resolve("mvnw").toString(),
                                "-o",
                                "-q",
                                "-Dquick",
                                "-pl",
                                "verify",
                                "-am",
                                "test",
                                "-Dtest=PicturesTest",
                                "-Dsurefire.failIfNoSpecifiedTests=false",
                                "-Dshots=" + folder)
                        .directory(root().toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
        try (Stream<Path> pictures = Files.list(folder)) {
            System.out.println(
                    pictures.filter(p -> p.toString().endsWith(".png")).count()
                            + " pictures in "
                            + folder);
        }
        System.exit(code);
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .filter(p -> Files.isRegularFile(p.resolve("mvnw")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run this inside the repository"));
    }
}
