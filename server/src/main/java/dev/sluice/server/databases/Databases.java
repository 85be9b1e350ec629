package dev.sluice.server.databases;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Managed;
import dev.sluice.ledger.StepJournal;
import dev.sluice.rollout.TargetIdentity;
import dev.sluice.schema.Catalog;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.sealing.Sealing;
import dev.sluice.source.catalog.CatalogReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to registered databases; the only place that learns their passwords.
@Component
public final class Databases {
    private static final String SELECT =
            """
            select d.*, e.name as environment, e.position from managed_database d
            join environment e on e.id = d.environment_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Catalogs catalogs;
    private final Sealing sealing;

    Databases(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Catalogs catalogs,
            Sealing sealing) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.catalogs = catalogs;
        this.sealing = sealing;
    }

    /// Enters the database, reads who it is and what it holds, marks it as managed by this server,
    /// and keeps its catalog as the record.
    public Database register(Actor by, Project project, NewDatabase wanted) {
        return entered(by, project, wanted, false);
    }

    /// From now on a name that stands means what is given here: a database that was made anew and
    /// restored, another host, another password. The record stays, so what differs is drift.
    public Database registerAnew(Actor by, Project project, NewDatabase wanted) {
        return entered(by, project, wanted, true);
    }

    private Database entered(Actor by, Project project, NewDatabase wanted, boolean anew) {
        Environment environment = projects.environment(project.id(), wanted.environment());
        rights.need(by, Right.ADMIN, project.id(), environment.id());
        wanted.check();
        String place = wanted.place();
        String kept = kept(wanted.credential(), place);
        String url =
                url(
                        wanted.host(),
                        wanted.port(),
                        wanted.databaseName(),
                        wanted.username(),
                        wanted.sslMode(),
                        password(kind(wanted.credential()), kept, place));
        try (Connection live = connect(url, place, wanted.username())) {
            var found =
                    new Found(
                            project,
                            environment,
                            wanted,
                            kept,
                            TargetIdentity.read(live),
                            CatalogReader.read(live));
            return registered(by, found, live, anew);
        } catch (SQLException e) {
            throw new Refusal(place + " could not be registered: " + e.getMessage());
        }
    }

    /// `kept` is the credential as it is kept.
    private record Found(
            Project project,
            Environment environment,
            NewDatabase wanted,
            String kept,
            TargetIdentity identity,
            Catalog catalog) {}

    private Database registered(Actor by, Found found, Connection live, boolean anew) {
        // Kept before the mark is written: a registration that dies half-way is taken up again.
        String server = serverId();
        Long id;
        try {
            id =
                    transaction.execute(_ -> {
                        long made = anew ? moved(found) : insert(found);
                        audit.record(
                                by,
                                anew ? "database.registered_anew" : "database.registered",
                                found.project.id(),
                                found.wanted.name(),
                                Map.of(
                                        "environment",
                                        found.environment.name(),
                                        "place",
                                        found.wanted.place()));
                        mark(
                                live,
                                new Managed(
                                        server, found.project.name(), found.environment.name()));
                        return made;
                    });
        } catch (DuplicateKeyException _) {
            throw new Conflict(
                    "This database, or another one called \"%s\", is registered already. To give that name another place, account or password, register it anew (the tick on the page, `anew` in the API)."
                            .formatted(found.wanted.name()));
        }
        return byId(Objects.requireNonNull(id));
    }

    private static void mark(Connection live, Managed managed) {
        try {
            Ledger.prepare(live);
            Ledger.manage(live, managed);
        } catch (SQLException e) {
            if (Unreachable.isLost(e))
                throw new Unreachable(
                        "The connection broke while the database was being registered: "
                                + e.getMessage()
                                + " It is not registered. Try again.",
                        e);
            throw new Refusal(
                    "The mark of this server could not be written into the database: "
                            + e.getMessage()
                            + " The service account needs the right to create a schema there.");
        }
    }

    private long insert(Found found) {
        NewDatabase d = found.wanted;
        return jdbc.sql(
                        """
                        insert into managed_database (project_id, environment_id, name, host, port, database_name,
                            username, ssl_mode, credential_kind, credential, system_identifier, database_oid, major,
                            recorded_fingerprint)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id\
                        """)
                .params(
                        found.project.id(),
                        found.environment.id(),
                        d.name(),
                        d.host(),
                        d.port(),
                        d.databaseName(),
                        d.username(),
                        d.sslMode(),
                        kind(d.credential()),
                        found.kept,
                        found.identity.systemIdentifier(),
                        found.identity.oid(),
                        found.catalog.major(),
                        catalogs.keep(found.catalog).toString())
                .query(Long.class)
                .single();
    }

    private long moved(Found found) {
        NewDatabase d = found.wanted;
        Database before = named(found.project, d.name());
        if (before.environmentId() != found.environment.id())
            throw new Conflict(
                    "%s is registered in %s, and stays there. Nothing was changed."
                            .formatted(before.name(), before.environment()));
        refuseCountedOn(before);
        jdbc.sql(
                        """
                        update managed_database set host = ?, port = ?, database_name = ?, username = ?, ssl_mode = ?,
                            credential_kind = ?, credential = ?, system_identifier = ?, database_oid = ?, major = ?
                        where id = ?\
                        """)
                .params(
                        d.host(),
                        d.port(),
                        d.databaseName(),
                        d.username(),
                        d.sslMode(),
                        kind(d.credential()),
                        found.kept,
                        found.identity.systemIdentifier(),
                        found.identity.oid(),
                        found.catalog.major(),
                        before.id())
                .update();
        return before.id();
    }

    /// What was approved for a database runs in that one and in no other.
    private void refuseCountedOn(Database d) {
        jdbc.sql(
                        """
                        select c.number from change c join revision r on r.change_id = c.id
                        join revision_target t on t.revision_id = r.id
                        where t.database_id = ? and c.state in ('in_review', 'approved', 'rolling_out', 'needs_decision')
                        and not exists (select from revision n where n.change_id = c.id and n.number > r.number)
                        order by c.number limit 1\
                        """)
                .param(d.id())
                .query(Integer.class)
                .optional()
                .ifPresent(n -> {
                    throw new Conflict(
                            "#%d counts on %s as it is registered. Close it or let it come to its end, then register %s anew. Nothing was changed."
                                    .formatted(n, d.name(), d.name()));
                });
    }

    /// This server's id, as its marks in targets carry it.
    public String serverId() {
        jdbc.sql("insert into setting values ('server', ?) on conflict do nothing")
                .param(UUID.randomUUID().toString())
                .update();
        return jdbc.sql("select value from setting where name = 'server'")
                .query(String.class)
                .single();
    }

    /// In order of rollout: by environment, then by name.
    public List<Database> of(long projectId) {
        return jdbc.sql(SELECT + "where d.project_id = ? order by e.position, d.name")
                .param(projectId)
                .query(Databases::database)
                .list();
    }

    public List<Database> all() {
        return jdbc.sql(SELECT + "order by d.id").query(Databases::database).list();
    }

    public Database byId(long id) {
        return jdbc.sql(SELECT + "where d.id = ?").param(id).query(Databases::database).single();
    }

    public Database named(Project project, String name) {
        return jdbc.sql(SELECT + "where d.project_id = ? and d.name = ?")
                .params(project.id(), name)
                .query(Databases::database)
                .optional()
                .orElseThrow(() ->
                        new NotFound(
                                "There is no database \"%s\" in this project.".formatted(name)));
    }

    /// The record moves on: after a run, an adoption, a revert.
    public void recorded(long databaseId, Catalog catalog) {
        recorded(databaseId, catalogs.keep(catalog).toString(), catalog.major());
    }

    /// With the fingerprint of a catalog that is kept.
    public void recorded(long databaseId, String fingerprint, int major) {
        jdbc.sql("update managed_database set recorded_fingerprint = ?, major = ? where id = ?")
                .params(fingerprint, major, databaseId)
                .update();
    }

    /// Whether a run is under way there, or is being found out about.
    public boolean isAtWork(long databaseId) {
        return jdbc.sql(
                                """
                                select count(*) from run r join revision_target t on t.id = r.target_id
                                where t.database_id = ? and r.state in ('running', 'unknown')\
                                """)
                        .param(databaseId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// @throws Unreachable with the cause in words
    public Connection connect(Database d) {
        return connect(url(d), d.place(), d.username());
    }

    public Catalog live(Database d) {
        try (Connection connection = connect(d)) {
            return CatalogReader.read(connection);
        } catch (SQLException e) {
            throw new Unreachable(
                    "The catalog of " + d.place() + " could not be read: " + e.getMessage(), e);
        }
    }

    /// Whether a migration that runs step by step was left between two of them.
    public boolean isBetweenSteps(Database d) {
        try (Connection connection = connect(d)) {
            return !StepJournal.underWay(connection).isEmpty();
        } catch (SQLException e) {
            throw new Unreachable(
                    "The ledger of " + d.place() + " could not be read: " + e.getMessage(), e);
        }
    }

    /// With the password in it: never to be shown or logged.
    public String url(Database d) {
        return url(d.host(), d.port(), d.databaseName(), d.username(), d.sslMode(), password(d));
    }

    /// For the environment of a program that enters the database: never to be shown or logged.
    public String password(Database d) {
        record Kept(String credentialKind, String credential) {}
        Kept kept =
                jdbc.sql("select credential_kind, credential from managed_database where id = ?")
                        .param(d.id())
                        .query(Kept.class)
                        .single();
        return password(kept.credentialKind(), kept.credential(), d.place());
    }

    private static Connection connect(String url, String place, String user) {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new Unreachable(
                    "The database "
                            + place
                            + " can't be entered as "
                            + user
                            + ": "
                            + (e.getCause() instanceof TargetSockets.NotReached refused
                                    ? refused.getMessage() + "."
                                    : e.getMessage()),
                    null,
                    Unreachable.isLost(e));
        }
    }

    private static String url(
            String host, int port, String database, String user, String ssl, String password) {
        return "jdbc:postgresql://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + port
                + "/"
                + encoded(database)
                + "?user="
                + encoded(user)
                + "&password="
                + encoded(password)
                + "&sslmode="
                + ssl
                + "&connectTimeout=10&tcpKeepAlive=true&socketFactory="
                + TargetSockets.class.getName();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String kind(Credential credential) {
        return switch (credential) {
            case Credential.Env _ -> "env";
            case Credential.File _ -> "file";
            case Credential.Given _ -> "sealed";
        };
    }

    private String kept(Credential credential, String place) {
        return switch (credential) {
            case Credential.Env(String variable) -> variable;
            case Credential.File(String path) -> path;
            case Credential.Given(String password) -> sealing.seal(password, place);
        };
    }

    private String password(String kind, String kept, String place) {
        return switch (kind) {
            case "env" -> {
                String value = System.getenv(kept);
                if (value == null)
                    throw new Unreachable(
                            "The server's environment has no "
                                    + kept
                                    + ", which holds the password of "
                                    + place
                                    + ". Set it and start the server again.",
                            null);
                yield value;
            }
            case "file" -> {
                try {
                    yield Files.readAllLines(Path.of(kept)).stream().findFirst().orElse("").strip();
                } catch (IOException _) {
                    throw new Unreachable(
                            "The file "
                                    + kept
                                    + ", which holds the password of "
                                    + place
                                    + ", can't be read by the server.",
                            null);
                }
            }
            case "sealed" -> opened(kept, place);
            default -> throw new IllegalStateException("credential kind " + kind);
        };
    }

    private String opened(String kept, String place) {
        try {
            return sealing.open(kept, place);
        } catch (Sealing.OtherKey e) {
            throw new Unreachable(
                    "The sealed password can't be opened with the key in "
                            + e.keys()
                            + ". Put the key file back, or register the password again.",
                    null);
        }
    }

    private static Database database(ResultSet row, int n) throws SQLException {
        return new Database(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getLong("environment_id"),
                row.getString("environment"),
                row.getString("name"),
                row.getString("host"),
                row.getInt("port"),
                row.getString("database_name"),
                row.getString("username"),
                row.getString("ssl_mode"),
                new TargetIdentity(
                        row.getString("system_identifier"),
                        row.getLong("database_oid"),
                        row.getString("database_name")),
                row.getInt("major"),
                row.getString("recorded_fingerprint"));
    }
}
