package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.history.History;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.releases.Upload;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.status.Status;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a change on real parts: two databases, two people, one server.
class FlowTest {
    private static final Map<String, String> FOLDER =
            Map.of(
                    "meta/_journal.json",
                    """
                    {"version":"7","dialect":"postgresql","entries":[
                      {"idx":0,"version":"7","when":1700000000000,"tag":"0000_users","breakpoints":true}]}\
                    """,
                    "0000_users.sql",
                    "CREATE TABLE \"users\" (\"id\" serial PRIMARY KEY NOT NULL, \"email\" text);");

    @TempDir Path data;

    @Test
    void a_change_goes_to_staging_then_production_and_back() throws Exception {
        try (TestDatabase metadata = TestPostgres.database();
                TestDatabase staging = TestPostgres.database();
                TestDatabase production = TestPostgres.database();
                SluiceServer server =
                        SluiceServer.start(
                                new UpOptions(false, "127.0.0.1", 0, data, metadata.url()))) {
            People people = server.bean(People.class);
            Actor ada = person(people, "ada");
            Actor bob = person(people, "bob");
            Project shop =
                    server.bean(Projects.class)
                            .create(
                                    Actor.SYSTEM,
                                    "shop",
                                    List.of(
                                            new NewEnvironment("staging", 1, true, 0),
                                            new NewEnvironment("production", 1, false, 0)));
            register(server, shop, "staging", staging);
            register(server, shop, "production", production);
            Changes changes = server.bean(Changes.class);
            Change change =
                    changes.open(
                            ada,
                            shop,
                            server.bean(Releases.class)
                                    .upload(
                                            ada,
                                            shop,
                                            new Upload(
                                                    "main", "c0ffee", null, null, null, null,
                                                    FOLDER)),
                            null);
            eventually(() ->
                    changes.checks(changes.latest(change.id()).id()).stream()
                            .noneMatch(c -> c.state().equals("running")));
            String digest = changes.latest(change.id()).sealed();
            Approvals approvals = server.bean(Approvals.class);
            assertThatThrownBy(() -> approvals.approve(ada, change, "staging", digest, true))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("Somebody else");
            assertThatThrownBy(
                            () -> approvals.approve(bob, change, "staging", "0".repeat(64), true))
                    .isInstanceOf(Conflict.class);
            Rollouts rollouts = server.bean(Rollouts.class);
            assertThatThrownBy(() -> rollouts.start(bob, change, "production"))
                    .isInstanceOf(Conflict.class);
            approvals.approve(bob, change, "staging", digest, true);
            eventually(() -> stage(rollouts, change, "staging").equals("done"));
            assertThatThrownBy(() -> rollouts.start(bob, change, "production"))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("approval");
            approvals.approve(bob, change, "production", digest, true);
            rollouts.start(bob, change, "production");
            eventually(() -> changes.byId(change.id()).state() == ChangeState.DONE);
            assertThat(tables(production)).isEqualTo(1);
            Databases databases = server.bean(Databases.class);
            assertThat(
                            server.bean(History.class)
                                    .page(
                                            databases.named(shop, "production").id(),
                                            Long.MAX_VALUE,
                                            100))
                    .hasSize(1);
            server.bean(Undo.class).start(bob, change, "back", false);
            eventually(() -> changes.byId(change.id()).state() == ChangeState.REVERTED);
            assertThat(tables(production)).isZero();
            assertThat(server.bean(Status.class).of(bob, change).sentence()).contains("Undone");
        }
    }

    private static String stage(Rollouts rollouts, Change change, String environment) {
        return rollouts.latest(change.id()).stream()
                .flatMap(r -> r.stages().stream())
                .filter(s -> s.environment().equals(environment))
                .map(Rollout.Stage::state)
                .findFirst()
                .orElse("none");
    }

    private static int tables(TestDatabase database) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from pg_class where relname = 'users' and relkind = 'r'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Actor person(People people, String login) {
        long id =
                people.create(
                        Actor.SYSTEM, login, login, "correct horse battery staple " + login, true);
        return new Actor(id, login, null);
    }

    private static void register(
            SluiceServer server, Project project, String environment, TestDatabase database) {
        DatabaseLogin login = DatabaseLogin.parse(database.url());
        java.net.URI uri = java.net.URI.create(login.url().substring("jdbc:".length()));
        server.bean(Databases.class)
                .register(
                        Actor.SYSTEM,
                        project,
                        new NewDatabase(
                                environment,
                                environment,
                                uri.getHost(),
                                uri.getPort(),
                                uri.getPath().substring(1),
                                login.user(),
                                new Credential.Given(login.password()),
                                "prefer"));
    }

    private static void eventually(BooleanSupplier wanted) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("not within 60 seconds");
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
