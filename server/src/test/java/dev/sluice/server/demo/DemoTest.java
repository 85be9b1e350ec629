package dev.sluice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Managed;
import dev.sluice.server.DurableServer;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Person;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first start of the demo, stopped at every place where it can stop.
class DemoTest {
    private final TestDatabase metadata = TestPostgres.database();
    private Path data;
    private SluiceServer server;

    @BeforeEach
    void start() throws IOException {
        data = Files.createTempDirectory("sluice-demo");
        // The embedded server runs as another user where we are root.
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = started();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        metadata.close();
        Files.walkFileTree(data, new Removal());
    }

    @Test
    void a_start_that_was_stopped_after_any_step_is_taken_up_by_the_next() throws Exception {
        Demo demo = demo();
        DurableServer databases = demo.open();
        int steps = demo.steps(databases).size();
        for (int done = 1; done <= steps; done++)
            demo.steps(databases).subList(0, done).forEach(Runnable::run);
        assertThat(demo.prepare("http://here/")).contains("ada", "bob", "cleo", "http://here/p/");
        complete();
    }

    @Test
    void a_registration_that_died_after_its_mark_is_taken_up_by_the_next_start() throws Exception {
        Demo demo = demo();
        DurableServer databases = demo.open();
        String us = server.bean(Databases.class).serverId();
        try (Connection live = DriverManager.getConnection(databases.url("shop_staging"))) {
            Ledger.prepare(live);
            Ledger.manage(live, new Managed(us, "shop", "staging"));
        }
        demo.prepare("http://here/");
        complete();
    }

    @Test
    void a_second_start_finds_everything_in_place_on_another_port() throws Exception {
        demo().prepare("http://here/");
        server.close();
        server = started();
        demo().prepare("http://here/");
        complete();
    }

    private void complete() throws SQLException {
        Project shop = server.bean(Projects.class).visible(Actor.SYSTEM).getFirst();
        assertThat(server.bean(Projects.class).visible(Actor.SYSTEM)).hasSize(1);
        assertThat(server.bean(People.class).all())
                .extracting(Person::login)
                .containsExactly("ada", "bob", "cleo");
        assertThat(server.bean(People.class).all())
                .filteredOn(Person::administrator)
                .extracting(Person::login)
                .containsExactly("cleo");
        var changes = server.bean(Changes.class).of(shop.id());
        assertThat(changes).hasSize(1);
        var revision = server.bean(Changes.class).latest(changes.getFirst().id());
        var targets = server.bean(Changes.class).targets(revision.id());
        assertThat(targets).hasSize(2);
        assertThat(targets)
                .allSatisfy(t -> {
                    assertThat(t.position()).isEqualTo(3);
                    assertThat(t.migrations()).hasSize(1);
                });
        Databases databases = server.bean(Databases.class);
        assertThat(databases.of(shop.id())).hasSize(2);
        for (var database : databases.of(shop.id()))
            try (Connection live = databases.connect(database)) {
                for (String table :
                        List.of("customers", "products", "orders", "order_items", "addresses"))
                    assertThat(count(live, table)).as(table).isGreaterThanOrEqualTo(150);
                assertThat(count(live, "customers")).isEqualTo(ShopDatabase.CUSTOMERS);
                assertThat(count(live, "sluice.applied")).isEqualTo(3);
                assertThat(count(live, "drizzle.__drizzle_migrations")).isEqualTo(3);
            }
    }

    private static int count(Connection live, String table) throws SQLException {
        try (var statement = live.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private SluiceServer started() {
        return SluiceServer.start(new UpOptions(true, "127.0.0.1", 0, data, metadata.url()));
    }

    private Demo demo() {
        return server.bean(Demo.class);
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
