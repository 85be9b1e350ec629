package dev.sluice.server.demo;

import dev.sluice.server.DatabaseLogin;
import dev.sluice.server.DurableServer;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Role;
import dev.sluice.server.identity.Scope;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.projects.SignInRule;
import dev.sluice.server.projects.SignInRules;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.Releases;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The demo: `examples/shop` in staging and production, three people, a change that waits for
/// approval. Each step looks first whether its work is done, so a start that was killed is simply
/// taken up by the next one, and what people did since stays.
@Component
public class Demo {
    private static final String PASSWORD = "sluice-demo-2026";
    private static final String PROJECT = "shop";
    private static final List<String> ENVIRONMENTS = List.of("staging", "production");

    private final Path data;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final People people;
    private final Grants grants;
    private final Projects projects;
    private final Databases databases;
    private final Releases releases;
    private final Changes changes;
    private final SignInRules signIn;
    private @Nullable DurableServer server;

    Demo(
            @Value("${sluice.data}") String data,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            People people,
            Grants grants,
            Projects projects,
            Databases databases,
            Releases releases,
            Changes changes,
            SignInRules signIn) {
        this.data = Path.of(data);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.people = people;
        this.grants = grants;
        this.projects = projects;
        this.databases = databases;
        this.releases = releases;
        this.changes = changes;
        this.signIn = signIn;
    }

    /// Returns what a person needs to begin: accounts and where to look below `address`.
    public String prepare(String address) {
        steps(open()).forEach(Runnable::run);
        Project shop = shop();
        return """
        Demo: sign in as ada (developer, wrote the change), bob (approves it and rolls it out) or cleo (administrator); the password of each is %s
        The project is examples/shop, with %,d customers in staging and in production. Its change #%d %s:
        %sp/%d/c/%d\
        """
                .formatted(
                        PASSWORD,
                        ShopDatabase.CUSTOMERS,
                        first(shop).number(),
                        switch (first(shop).state()) {
                            case IN_REVIEW -> "waits for approval";
                            case ChangeState other ->
                                    "is " + other.words().toLowerCase(Locale.ROOT);
                        },
                        address,
                        shop.id(),
                        first(shop).number());
    }

    DurableServer open() {
        DurableServer demo = server;
        if (demo == null) server = demo = DurableServer.open(data, "demo");
        return demo;
    }

    List<Runnable> steps(DurableServer demo) {
        var steps = new ArrayList<Runnable>();
        steps.add(() -> moved(demo));
        steps.add(() -> person("ada", "Ada", false));
        steps.add(() -> person("bob", "Bob", false));
        steps.add(() -> person("cleo", "Cleo", true));
        steps.add(this::project);
        steps.add(() -> roles("ada", Set.of(Role.DEVELOPER)));
        steps.add(() -> roles("bob", Set.of(Role.APPROVER, Role.OPERATOR)));
        steps.add(this::release);
        for (String environment : ENVIRONMENTS) {
            steps.add(() -> unlessRegistered(environment, () -> migrate(demo, environment)));
            steps.add(() -> unlessRegistered(environment, () -> fill(demo, environment)));
            steps.add(() -> unlessRegistered(environment, () -> register(demo, environment)));
        }
        steps.add(this::change);
        return steps;
    }

    /// The embedded server takes another port at each start.
    private void moved(DurableServer demo) {
        jdbc.sql("update managed_database set port = ? where database_name in (?, ?)")
                .params(demo.port(), "shop_staging", "shop_production")
                .update();
    }

    private void person(String login, String name, boolean administrator) {
        if (people.byLogin(login).isEmpty())
            people.create(Actor.SYSTEM, login, name, PASSWORD, administrator);
    }

    private void project() {
        if (found().isPresent()) return;
        transaction.executeWithoutResult(_ -> {
            Project made =
                    projects.create(
                            Actor.SYSTEM,
                            PROJECT,
                            List.of(
                                    new NewEnvironment("staging", 1, true, 0),
                                    new NewEnvironment("production", 1, false, 0)));
            signIn.set(Actor.SYSTEM, made, "production", new SignInRule(true, false));
        });
    }

    private void roles(String login, Set<Role> roles) {
        long person = people.byLogin(login).orElseThrow().id();
        if (grants.ofPerson(person).isEmpty())
            grants.add(
                    Actor.SYSTEM,
                    new Grant.Holder.OfPerson(person),
                    roles,
                    Scope.project(shop().id()));
    }

    private Release release() {
        return releases.upload(ada(), shop(), ShopFolder.upload());
    }

    private void unlessRegistered(String environment, Runnable work) {
        if (databases.of(shop().id()).stream().noneMatch(d -> d.name().equals(name(environment))))
            work.run();
    }

    private void migrate(DurableServer demo, String environment) {
        try {
            ShopDatabase.at(url(demo, environment))
                    .migrate(releases.folder(release()), databases.serverId());
        } catch (SQLException e) {
            throw unfilled(environment, e);
        }
    }

    private static void fill(DurableServer demo, String environment) {
        try {
            ShopDatabase.at(url(demo, environment)).fill();
        } catch (SQLException e) {
            throw unfilled(environment, e);
        }
    }

    private static IllegalStateException unfilled(String environment, SQLException e) {
        return new IllegalStateException(
                "the demo's %s database could not be filled: %s"
                        .formatted(environment, e.getMessage()),
                e);
    }

    private void register(DurableServer demo, String environment) {
        DatabaseLogin login = DatabaseLogin.parse(url(demo, environment));
        URI uri = URI.create(login.url().substring("jdbc:".length()));
        databases.register(
                Actor.SYSTEM,
                shop(),
                new NewDatabase(
                        environment,
                        name(environment),
                        uri.getHost(),
                        uri.getPort(),
                        uri.getPath().substring(1),
                        login.user(),
                        new Credential.File(
                                data.resolve("demo.password").toAbsolutePath().toString()),
                        "prefer"));
    }

    private void change() {
        if (changes.of(shop().id()).isEmpty())
            changes.open(ada(), shop(), release(), "Reviews, returned orders and order totals");
    }

    private Change first(Project shop) {
        return changes.of(shop.id()).getLast();
    }

    private Actor ada() {
        return people.byLogin("ada").flatMap(p -> people.actor(p.id())).orElseThrow();
    }

    private Project shop() {
        return found().orElseThrow();
    }

    private Optional<Project> found() {
        return projects.visible(Actor.SYSTEM).stream()
                .filter(p -> p.name().equals(PROJECT))
                .findFirst();
    }

    private static String name(String environment) {
        return "shop-" + environment;
    }

    private static String url(DurableServer demo, String environment) {
        return demo.url("shop_" + environment);
    }

    @PreDestroy
    void stop() {
        DurableServer demo = server;
        if (demo != null) demo.close();
    }
}
