package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.OwnJvm;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that another process runs: nobody can tell.
class WarmTest {
    private static final String USERS =
            """
            import { pgTable, serial, text } from "drizzle-orm/pg-core";
            export const users = pgTable("users", { id: serial("id").primaryKey(), name: text("name") });
            """;

    @TempDir Path folder;
    private Path project = Path.of("");
    private Path socket = Path.of("");
    private @Nullable Process started;

    @BeforeEach
    void a_project_and_a_process() throws Exception {
        project = Files.createDirectory(folder.resolve("project"));
        NodeFixture.link(project);
        Files.writeString(
                project.resolve("drizzle.config.json"),
                "{\"dialect\": \"postgresql\", \"schema\": \"./schema.ts\", \"out\": \"./drizzle\"}");
        schema(USERS);
        socket = Files.createDirectory(folder.resolve("warm")).resolve("socket");
        started = started();
    }

    private Process started() throws IOException {
        return started(Path.of("").toAbsolutePath());
    }

    private Process started(Path directory, String... options) throws IOException {
        var words = new ArrayList<>(List.of(options));
        words.addAll(
                List.of(
                        "-Dsluice.scratch.idle=60",
                        "dev.sluice.cli.WarmProcess",
                        socket.toString()));
        Process made =
                new ProcessBuilder(OwnJvm.command(words.toArray(String[]::new)))
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        while (!Files.exists(socket) && made.isAlive()) Thread.onSpinWait();
        return made;
    }

    private Process process() {
        return Objects.requireNonNull(started);
    }

    @AfterEach
    void end_it() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    @Test
    void a_command_says_and_does_there_what_it_says_and_does_here() throws Exception {
        for (List<String> command :
                List.of(
                        List.of("generate", "--check"),
                        List.of("generate", "--rename", "nonsense"),
                        List.of("inspect", "schema.ts", "--format", "json"),
                        List.of("check", "--no-such-option"),
                        List.of("inspect", "no-such-file.sql"))) {
            Said here = here("", command);
            assertThat(there("", command)).as(command.toString()).isEqualTo(here);
            assertThat(here.out + here.err).as(command.toString()).isNotEmpty();
        }
        assertThat(there("", List.of("generate", "--json")).exit).isZero();
        assertThat(project.resolve("drizzle/0000_add_users.down.sql")).exists();
        schema(USERS.replace("name: text(\"name\")", "name: text(\"name\"), mail: text(\"mail\")"));
        assertThat(there("", List.of("generate")).err).contains("0001_", "proven with rows");
        assertThat(there("", List.of("check")).exit).isZero();
    }

    @Test
    void a_question_is_asked_where_the_person_sits() throws Exception {
        assertThat(there("", List.of("generate")).exit).isZero();
        schema(USERS.replace("text(\"name\")", "text(\"full_name\")"));
        assertThat(there("", List.of("generate")).exit).isEqualTo(Exit.WAITING);
        Said no = asked("n\n", List.of("generate", "--check"));
        assertThat(no.err).contains("Is this a rename", "users.name");
        assertThat(no.exit).isEqualTo(Exit.CHECK_SAYS_NO);
        Said nobody = asked("", List.of("generate", "--check"));
        assertThat(nobody.err).isEqualTo(no.err);
        assertThat(asked("y\n", List.of("generate")).err).contains("rename");
    }

    @Test
    void who_comes_while_it_works_runs_the_command_alone() throws Exception {
        try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            // it is being listened to from here on
            var to = new DataOutputStream(Channels.newOutputStream(first));
            Warm.Frame.text(to, project.toString());
            to.flush();
            OptionalInt second = OptionalInt.of(0);
            while (second.isPresent())
                second =
                        Warm.run(
                                socket,
                                shell("", false),
                                new ByteArrayOutputStream(),
                                new ByteArrayOutputStream(),
                                "check");
            assertThat(second).isEmpty();
        }
        assertThat(
                        Warm.run(
                                folder.resolve("none"),
                                shell("", false),
                                System.out,
                                System.err,
                                "check"))
                .isEmpty();
    }

    @Test
    void an_asker_that_goes_away_ends_the_command_as_an_interrupt_would() throws Exception {
        end_it();
        Files.delete(socket);
        Path place = Files.createDirectory(folder.resolve("tmp"));
        started = started(Path.of("").toAbsolutePath(), "-Djava.io.tmpdir=" + place);
        schema(USERS + "const end = Date.now() + 50_000; while (Date.now() < end);\n");
        try (SocketChannel asker = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var to = new DataOutputStream(Channels.newOutputStream(asker));
            new Warm.Request(project, false, List.of("generate")).write(to);
            var from = new DataInputStream(Channels.newInputStream(asker));
            assertThat(from.readByte()).isEqualTo(Warm.Frame.ACCEPTED);
            while (process().descendants().noneMatch(WarmTest::isNode)) Thread.onSpinWait();
        }
        assertThat(process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process().exitValue()).isEqualTo(130);
        assertThat(project.resolve("drizzle")).doesNotExist();
        assertThat(place).isDirectoryNotContaining("glob:**sluice-node*");
        assertThat(there("", List.of("check"))).isNull();
        Files.delete(socket);
        started = started();
        schema(USERS);
        assertThat(there("", List.of("generate", "--no-proof")).exit).isZero();
    }

    @Test
    void it_ends_when_its_directory_is_gone_even_where_another_has_its_name() throws Exception {
        end_it();
        Files.delete(socket);
        Path place = Files.createDirectory(folder.resolve("place"));
        started = started(place);
        Files.move(place, folder.resolve("moved"));
        Files.createDirectory(place);
        assertThat(process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(socket).doesNotExist();
    }

    @Test
    void the_first_command_leaves_a_process_for_the_second_with_the_same_environment()
            throws Exception {
        Path place = Files.createDirectory(folder.resolve("tmp"));
        Said first = launched(place, "no");
        assertThat(first.err).contains("Nothing is wrong");
        assertThat(place).isEmptyDirectory();
        assertThat(launched(place, "yes")).isEqualTo(first);
        Path left = awaited(place);
        assertThat(launched(place, "yes")).isEqualTo(first);
        assertThat(launched(place, "perhaps")).isEqualTo(first);
        Path other = awaited(place, left);
        assertThat(there("", List.of("check"))).isEqualTo(first);
        for (Path one : List.of(left, other)) {
            socket = one;
            assertThat(there("", List.of("check"))).isEqualTo(first);
            Files.delete(one);
        }
    }

    /// As the launcher does it; `wanted` is the environment's word.
    private Said launched(Path place, String wanted) throws Exception {
        Files.createDirectories(project.resolve("drizzle/meta"));
        Files.writeString(
                project.resolve("drizzle/meta/_journal.json"),
                "{\"version\": \"7\", \"dialect\": \"postgresql\", \"entries\": []}");
        var builder =
                new ProcessBuilder(
                        OwnJvm.command(
                                "-Dsluice.warm=yes",
                                "-Dsluice.scratch.idle=30",
                                "-Djava.io.tmpdir=" + place,
                                "dev.sluice.cli.Main",
                                "check"));
        builder.directory(project.toFile()).environment().remove("CI");
        builder.environment().put("SLUICE_WARM", wanted);
        Process command = builder.start();
        command.getOutputStream().close();
        String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(command.waitFor(), out, err);
    }

    private static Path awaited(Path place, Path... known) throws IOException {
        Path sockets = place.resolve("sluice-warm-" + System.getProperty("user.name"));
        while (true)
            try (Stream<Path> all = Files.list(sockets)) {
                var found =
                        all.filter(p -> !p.toString().endsWith(WarmProcess.UNFINISHED))
                                .filter(p -> !List.of(known).contains(p))
                                .findFirst();
                if (found.isPresent()) return found.get();
            }
    }

    private static boolean isNode(ProcessHandle handle) {
        return handle.info().command().orElse("").contains("node");
    }

    @Test
    void without_its_socket_it_ends_and_the_oldest_makes_room() throws Exception {
        Path first = socket;
        Process oldest = process();
        socket = first.resolveSibling("second");
        Process second = started();
        socket = first.resolveSibling("third");
        started = started();
        try {
            assertThat(oldest.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.isAlive()).isTrue();
            Files.delete(first.resolveSibling("second"));
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process().isAlive()).isTrue();
        } finally {
            second.destroyForcibly();
            oldest.destroyForcibly();
        }
    }

    private record Said(int exit, String out, String err) {}

    private void schema(String text) throws IOException {
        Files.writeString(project.resolve("schema.ts"), text);
    }

    private Shell shell(String typed, boolean interactive) {
        return shell(typed, interactive, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Shell shell(
            String typed,
            boolean interactive,
            ByteArrayOutputStream out,
            ByteArrayOutputStream err) {
        return new Shell(
                project,
                System.getenv(),
                new BufferedReader(new StringReader(typed)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
    }

    private Said here(String typed, List<String> command) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = Main.command(shell(typed, false, out, err), command.toArray(String[]::new));
        return said(exit, out, err);
    }

    private Said there(String typed, List<String> command) {
        return there(typed, false, command);
    }

    private Said asked(String typed, List<String> command) {
        return there(typed, true, command);
    }

    /// Null where nobody takes the command.
    private @Nullable Said there(String typed, boolean interactive, List<String> command) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        OptionalInt exit =
                Warm.run(
                        socket,
                        shell(typed, interactive),
                        out,
                        err,
                        command.toArray(String[]::new));
        return exit.isPresent() ? said(exit.getAsInt(), out, err) : null;
    }

    private static Said said(int exit, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Said(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
