package dev.sluice.server.demo;

import dev.sluice.server.DatabaseLogin;
import dev.sluice.server.DurableServer;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.releases.Upload;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Prepares the demo once; a second start finds it in place.
@Component
public class Demo {
    private static final String PASSWORD = "sluice-demo-2026";
    private static final List<String> PEOPLE = List.of("ada", "bob", "cleo");

    private final Path data;
    private final JdbcClient jdbc;
    private final People people;
    private final Projects projects;
    private final Databases databases;
    private final Releases releases;
    private final Changes changes;
    private @Nullable DurableServer server;

    Demo(
            @Value("${sluice.data}") String data,
            JdbcClient jdbc,
            People people,
            Projects projects,
            Databases databases,
            Releases releases,
            Changes changes) {
        this.data = Path.of(data);
        this.jdbc = jdbc;
        this.people = people;
        this.projects = projects;
        this.databases = databases;
        this.releases = releases;
        this.changes = changes;
    }

    /// Returns what a person needs to begin: accounts and where to look.
    public String prepare() {
        DurableServer demo = DurableServer.open(data, "demo");
        server = demo;
        boolean there =
                projects.visible(Actor.SYSTEM).stream().anyMatch(p -> p.name().equals("shop"));
        if (there) moved(demo);
        else fill(demo);
        return """
        Demo: sign in as ada (wrote the change), bob or cleo (may approve it); the password of each is %s
        The project shop has a staging and a production database, and a change that waits for approval.\
        """
                .formatted(PASSWORD);
    }

    private void fill(DurableServer demo) {
        for (String login : PEOPLE)
            people.create(
                    Actor.SYSTEM,
                    login,
                    Character.toUpperCase(login.charAt(0)) + login.substring(1),
                    PASSWORD,
                    true);
        Project shop =
                projects.create(
                        Actor.SYSTEM,
                        "shop",
                        List.of(
                                new NewEnvironment("staging", 1, true, 0),
                                new NewEnvironment("production", 1, false, 0)));
        for (String environment : List.of("staging", "production")) {
            String url = demo.url("shop_" + environment);
            rows(url);
            register(shop, environment, url);
        }
        Actor ada = people.byLogin("ada").flatMap(p -> people.actor(p.id())).orElseThrow();
        changes.open(
                ada,
                shop,
                releases.upload(
                        ada, shop, new Upload("main", "demo", null, null, null, null, FOLDER)),
                "Orders get a status, and customers a loyalty tier");
    }

    private void register(Project shop, String environment, String url) {
        DatabaseLogin login = DatabaseLogin.parse(url);
        URI uri = URI.create(login.url().substring("jdbc:".length()));
        databases.register(
                Actor.SYSTEM,
                shop,
                new NewDatabase(
                        environment,
                        "shop-" + environment,
                        uri.getHost(),
                        uri.getPort(),
                        uri.getPath().substring(1),
                        login.user(),
                        new Credential.File(
                                data.resolve("demo.password").toAbsolutePath().toString()),
                        "prefer"));
    }

    /// The embedded server takes another port at each start.
    private void moved(DurableServer demo) {
        jdbc.sql("update managed_database set port = ? where database_name in (?, ?)")
                .params(demo.port(), "shop_staging", "shop_production")
                .update();
    }

    private static void rows(String url) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table customers (id serial primary key, name text not null, email text not null);
                    create table orders (id serial primary key, customer_id integer not null references customers,
                        total numeric(10, 2) not null, placed_at timestamptz not null default now());
                    insert into customers (name, email)
                        select 'Customer ' || i, 'customer' || i || '@example.org' from generate_series(1, 2000) i;
                    insert into orders (customer_id, total)
                        select 1 + i % 2000, (i % 900) + 0.5 from generate_series(1, 8000) i\
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException("the demo databases could not be filled", e);
        }
    }

    @PreDestroy
    void stop() {
        DurableServer demo = server;
        if (demo != null) demo.close();
    }

    private static final Map<String, String> FOLDER =
            Map.of(
                    "meta/_journal.json",
                    """
                    {"version":"7","dialect":"postgresql","entries":[
                      {"idx":0,"version":"7","when":1700000000000,"tag":"0000_loyalty_and_order_status","breakpoints":true}]}\
                    """,
                    "0000_loyalty_and_order_status.sql",
                    """
                    CREATE TYPE "order_status" AS ENUM('placed', 'paid', 'shipped');--> statement-breakpoint
                    CREATE TABLE "loyalty_tiers" ("id" serial PRIMARY KEY NOT NULL, "name" text NOT NULL UNIQUE);\
                    """);
}
