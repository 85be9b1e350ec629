package dev.sluice.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmbeddedPostgresTest {
    // One cache for the class: unpacking is what costs.
    private static final Path CACHE =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sluice-test-" + System.getProperty("user.name"),
                    "own");
    private Path folder = CACHE;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("sluice-durable");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeFolder() throws IOException {
        Folders.delete(Workplace.all(folder.resolve("cache")));
        Folders.delete(folder);
    }

    @Test
    void five_majors_are_packed() {
        assertThat(EmbeddedPostgres.majors()).containsExactly(14, 15, 16, 17, 18);
    }

    @Test
    void a_closed_scratch_server_leaves_no_data_and_may_be_closed_again() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.scratch(18, CACHE);
        try (Stream<Path> runs = Files.list(Workplace.all(CACHE))) {
            assertThat(runs.filter(Files::isDirectory)).hasSize(1);
        }
        server.close();
        server.close();
        try (Stream<Path> runs = Files.list(Workplace.all(CACHE))) {
            assertThat(runs.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void a_folder_that_root_alone_may_enter_is_named_with_the_way_out() throws IOException {
        assumeThat(Unprivileged.isRoot()).isTrue();
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> EmbeddedPostgres.durable(18, closed.resolve("data"), "secret"))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContainingAll(
                        closed + "/data", "nobody may not enter " + closed, "Nothing was", "--data")
                .hasMessageNotContaining("secret");
        assertThat(closed).isEmptyDirectory();
    }

    @Test
    void a_first_start_that_was_killed_half_way_is_begun_anew() throws Exception {
        Path unfinished = Files.createDirectory(folder.resolve("data.unfinished"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
        try (EmbeddedPostgres server =
                EmbeddedPostgres.durable(18, folder.resolve("data"), "secret")) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void another_user_of_the_machine_does_not_get_in_without_the_password() {
        try (EmbeddedPostgres server = EmbeddedPostgres.scratch(18, CACHE)) {
            String guess =
                    "jdbc:postgresql://127.0.0.1:"
                            + server.port()
                            + "/postgres?user=postgres&password=postgres";
            assertThatThrownBy(() -> DriverManager.getConnection(guess).close())
                    .hasMessageContaining("password authentication failed");
            assertThat(server).hasToString("embedded PostgreSQL on port " + server.port());
        }
    }

    @Test
    void a_durable_server_keeps_its_data_and_its_password() throws SQLException {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres server = EmbeddedPostgres.durable(16, data, "it's a & secret")) {
            run(server, "create table kept (n int); insert into kept values (42)");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.durable(16, data, "it's a & secret")) {
            assertThat(query(server, "select n from kept")).isEqualTo("42");
            assertThat(query(server, "show fsync")).isEqualTo("on");
        }
        assertThatThrownBy(() -> EmbeddedPostgres.durable(17, data, "it's a & secret"))
                .hasMessageContaining("was written by PostgreSQL 16");
    }

    @Test
    void a_second_server_waits_for_one_that_is_stopping_on_the_same_data() throws Exception {
        Path data = folder.resolve("data");
        EmbeddedPostgres first = EmbeddedPostgres.durable(18, data, "secret");
        Thread stopping = Thread.ofVirtual().start(first::close);
        try (EmbeddedPostgres second = EmbeddedPostgres.durable(18, data, "secret")) {
            assertThat(query(second, "select 1")).isEqualTo("1");
        }
        stopping.join();
    }

    @Test
    void a_major_that_is_not_packed_is_a_sentence_with_the_way_out() {
        assertThatThrownBy(() -> EmbeddedPostgres.scratch(9, CACHE))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining("No embedded PostgreSQL 9")
                .hasMessageContaining("--scratch URL");
    }

    @Test
    void two_processes_may_fill_an_empty_cache_at_once() throws Exception {
        Path cache = folder.resolve("cache");
        List<Process> both = List.of(Owner.start(cache), Owner.start(cache));
        for (Process process : both) {
            assertThat(Owner.port(process)).isPositive();
        }
        for (Process process : both) {
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_process_with_two_servers_loses_neither_to_the_sweep_of_another() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.scratch(18, CACHE);
                EmbeddedPostgres second = EmbeddedPostgres.scratch(18, CACHE)) {
            Process other = Owner.start(CACHE);
            assertThat(Owner.port(other)).isPositive();
            assertThat(query(first, "select 1")).isEqualTo("1");
            assertThat(query(second, "select 1")).isEqualTo("1");
            other.getOutputStream().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_killed_process_takes_its_server_along_and_the_next_one_sweeps_its_data()
            throws Exception {
        Path cache = folder.resolve("cache");
        Process owner = Owner.start(cache);
        Owner.port(owner);
        List<ProcessHandle> servers = owner.descendants().toList();
        assertThat(servers).isNotEmpty();
        owner.destroyForcibly().waitFor();
        for (ProcessHandle server : servers) {
            server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        try (EmbeddedPostgres _ = EmbeddedPostgres.scratch(18, cache);
                Stream<Path> runs = Files.list(Workplace.all(cache))) {
            assertThat(runs.filter(Files::isDirectory)).hasSize(1);
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A process of its own that holds a scratch server until its input ends.
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws IOException {
            try (EmbeddedPostgres server = EmbeddedPostgres.scratch(18, Path.of(args[0]))) {
                System.out.println(server.port());
                System.in.read();
            }
        }

        static Process start(Path cache) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Owner.class.getName(),
                            cache.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        static int port(Process process) throws IOException {
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            return Integer.parseInt(reader.readLine());
        }
    }
}
