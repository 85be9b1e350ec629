package dev.sluice.source.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SharedServerTest {
    /// Of its own: the tests of another process use the usual one's server.
    private static final Path CACHE = TestPostgres.cache().resolve("shared-server-test");

    private static final Path ADDRESS = SharedServer.address(SharedServer.folder(18, CACHE));

    @BeforeAll
    static void stop_soon() {
        System.setProperty("sluice.scratch.idle", "1");
    }

    @AfterAll
    static void leave_nothing() {
        await(() -> !Files.exists(ADDRESS));
        System.clearProperty("sluice.scratch.idle");
    }

    @Test
    void the_server_outlives_its_first_client_and_stops_after_the_last() throws Exception {
        String url;
        try (Scratch first = Scratch.open(18, CACHE)) {
            url = Files.readString(ADDRESS);
            try (Scratch second = Scratch.open(18, CACHE);
                    ScratchDatabase database = second.database();
                    Connection connection = database.connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThat(answers(url)).isTrue();
            assertThat(first.major()).isEqualTo(18);
        }
        await(() -> !Files.exists(ADDRESS));
        await(() -> !answers(url));
    }

    @Test
    void an_emptied_cache_only_costs_a_start() throws Exception {
        String lost;
        try (Scratch scratch = Scratch.open(18, CACHE)) {
            lost = Files.readString(ADDRESS);
            Files.delete(ADDRESS);
            await(() -> !answers(lost));
            try (Scratch next = Scratch.open(18, CACHE);
                    ScratchDatabase database = next.database();
                    Connection connection = database.connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    private static boolean answers(String url) {
        try (var _ = DriverManager.getConnection(url)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
