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

    /// The same for programs that are started many times and killed each time: they share one
    /// archive (an AOT cache, JEP 514), which [#training] makes.
    public static List<String> trained(String... words) {
        return trained(false, words);
    }

    /// A program that leaves the archive when it ends, unless there is one.
    public static List<String> training(String... words) {
        return trained(true, words);
    }

    private static List<String> trained(boolean first, String... words) {
        List<Path> classPath = classPath().filter(p -> !p.endsWith("test-classes")).toList();
        var command = java();
        if (classPath.stream().allMatch(Files::isRegularFile)) {
            Path archive = archive(text(classPath), "trained", "aot");
            boolean fresh =
                    classPath.stream()
                            .allMatch(p ->
                                    p.toFile().lastModified() < archive.toFile().lastModified());
            command.addAll(List.of("-Xlog:cds=off", "-Xlog:aot=off"));
            if (fresh) command.add("-XX:AOTCache=" + archive);
            else if (first) command.add("-XX:AOTCacheOutput=" + archive);
        }
        command.addAll(List.of("-cp", text(classPath)));
        command.addAll(List.of(words));
        return command;
    }

    private static List<String> command(List<Path> classPath, String... words) {
        var command = java();
        String text = text(classPath);
        if (classPath.stream().allMatch(Files::isRegularFile)) {
            command.addAll(
                    List.of("-Xlog:cds=off", "-Xlog:aot=off", "-XX:+AutoCreateSharedArchive"));
            command.add("-XX:SharedArchiveFile=" + archive(text, main(words), "jsa"));
        }
        command.addAll(List.of("-cp", text));
        command.addAll(List.of(words));
        return command;
    }

    private static ArrayList<String> java() {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"));
    }

    private static String text(List<Path> classPath) {
        return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
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
    private static Path archive(String classPath, String main, String ending) {
        try {
            Path own =
                    Path.of(
                            OwnJvm.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            String name = main.substring(main.lastIndexOf('.') + 1);
            return own.resolveSibling("%s-%08x.%s".formatted(name, classPath.hashCode(), ending));
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
