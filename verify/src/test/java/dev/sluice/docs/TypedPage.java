package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.OwnJvm;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types a page of `docs` as a reader would: every `sh` block, in order, in one shell. What the
/// page shows as `console` needs a network or rights; here the build's packages and databases stand
/// in its place.
final class TypedPage implements AutoCloseable {
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|console)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final TestDatabase server = TestPostgres.database();
    private final List<String> databases;
    private final Path home;

    TypedPage(String... databases) throws IOException {
        this.databases = List.of(databases);
        home = Files.createTempDirectory("sluice-page");
        // Embedded servers run as another user where we are root.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : databases) {
            server.execute("drop database if exists " + name + " with (force)");
            server.execute("create database " + name);
        }
        command("sluice");
    }

    @Override
    public void close() throws IOException {
        for (String name : databases)
            server.execute("drop database if exists " + name + " with (force)");
        server.close();
        Files.walkFileTree(home, new Removal());
    }

    /// What was seen on the screen; it ends well, and shows no password.
    String typed(String page) throws IOException, InterruptedException {
        Path script = home.resolve("page.sh");
        Files.writeString(script, script(page));
        Path transcript = home.resolve("transcript");
        var builder =
                new ProcessBuilder("bash", script.toString())
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(transcript.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        var env = builder.environment();
        URI uri = URI.create(server.url().substring("jdbc:".length()));
        env.put("PGHOST", uri.getHost());
        env.put("PGPORT", Integer.toString(uri.getPort()));
        env.put("PGUSER", parameter("user"));
        env.put("PGPASSWORD", parameter("password"));
        env.put("HOME", home.toString());
        env.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        env.put("GIT_CONFIG_GLOBAL", "/dev/null");
        env.put("npm_config_offline", "true");
        env.put("npm_config_update_notifier", "false");
        env.keySet().removeAll(List.of("XDG_CONFIG_HOME", "SLUICE_SERVER", "SLUICE_TOKEN"));
        Process shell = builder.start();
        try {
            assertThat(shell.waitFor(9, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroy);
            shell.destroy();
        }
        assertThat(shell.exitValue()).as(Files.readString(transcript)).isZero();
        String seen = Files.readString(transcript);
        if (System.getProperty("sluice.show") != null) System.out.println(seen);
        assertThat(seen).doesNotContain(parameter("password"));
        return seen;
    }

    private static String script(String page) throws IOException {
        var script =
                new StringBuilder("set -e\ntrap 'kill $(jobs -p) 2>/dev/null || :; wait' EXIT\n");
        Matcher block = BLOCK.matcher(Files.readString(file(page)));
        while (block.find())
            if (block.group(1).equals("sh"))
                script.append("set -v\n").append(block.group(2)).append("set +v\n");
            else if (block.group(2).contains("npm install"))
                script.append("ln -s '").append(NodeFixture.modules()).append("' node_modules\n");
        try (var socket = new ServerSocket(0)) {
            return script.toString().replace("8080", Integer.toString(socket.getLocalPort()));
        }
    }

    private static Path file(String page) {
        return NodeFixture.modules().resolve("../../../../docs/" + page).normalize();
    }

    /// The launcher's work, with the classes under test.
    private void command(String name) throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        String text =
                """
                #!/bin/sh
                [ "$1" != up ] || exec '%s' "$@"
                exec '%s' "$@"
                """
                        .formatted(
                                quoted("dev.sluice.server.SluiceServer"),
                                quoted("dev.sluice.cli.Main"));
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve(name), text),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(String program) {
        return String.join("' '", OwnJvm.command(program));
    }

    private String parameter(String name) {
        return server.url().replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
