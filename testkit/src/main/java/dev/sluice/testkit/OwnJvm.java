package dev.sluice.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs a program of ours in a JVM of its own, as a user would.
public final class OwnJvm {
    private OwnJvm() {}

    /// `java` with options for a short life, the class path of this JVM, and then what is given:
    /// options, a main class and its arguments.
    ///
    /// Where the class path is all jars (in `./check`), the first JVM of a main class to end leaves
    /// an archive of its loaded classes for the others, which takes a third off a short command and
    /// half off a server's start (AutoCreateSharedArchive, JEP 483's forerunner for any JVM since
    /// 19).
    public static List<String> command(String... words) {
        return command(classPath().filter(p -> !p.endsWith("test-classes")).toList(), words);
    }

    /// The same for a program that stands among the tests.
    public static List<String> commandWithTests(String... words) {
        return command(classPath().toList(), words);
    }

    private static List<String> command(List<Path> classPath, String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"));
        String text =
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
        if (classPath.stream().allMatch(Files::isRegularFile)) {
            command.addAll(
                    List.of("-Xlog:cds=off", "-Xlog:aot=off", "-XX:+AutoCreateSharedArchive"));
            command.add("-XX:SharedArchiveFile=" + archive(text, main(words)));
        }
        command.addAll(List.of("-cp", text));
        command.addAll(List.of(words));
        return command;
    }

    private static String main(String... words) {
        return Stream.of(words).filter(w -> !w.startsWith("-")).findFirst().orElseThrow();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists);
    }

    /// Beside what the build made of this module.
    private static Path archive(String classPath, String main) {
        try {
            Path own =
                    Path.of(
                            OwnJvm.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            String name = main.substring(main.lastIndexOf('.') + 1);
            return own.resolveSibling("%s-%08x.jsa".formatted(name, classPath.hashCode()));
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
