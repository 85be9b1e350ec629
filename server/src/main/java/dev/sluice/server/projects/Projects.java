package dev.sluice.server.projects;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to projects. What the actor may not see is not found.
@Component
public final class Projects {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9@/._-]{0,99}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;

    Projects(JdbcClient jdbc, TransactionTemplate transaction, Rights rights, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
    }

    public Project create(Actor by, String name, List<NewEnvironment> environments) {
        rights.needEverywhere(by, Right.ADMIN);
        if (!NAME.matcher(name).matches())
            throw new Refusal(
                    "A project's name is that of `project:` in sluice.yaml: letters, digits and . _ -"
                            + " @ /, at most 100.");
        if (environments.isEmpty())
            throw new Refusal("A project needs at least one environment, in order of rollout.");
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    if (find(name) != null)
                        throw new Refusal("There is already a project \"%s\".".formatted(name));
                    long id =
                            jdbc.sql("insert into project (name) values (?) returning id")
                                    .param(name)
                                    .query(Long.class)
                                    .single();
                    for (int i = 0; i < environments.size(); i++)
                        insert(id, i, environments.get(i));
                    audit.record(
                            by,
                            "project.created",
                            id,
                            name,
                            Map.of(
                                    "environments",
                                    environments.stream().map(NewEnvironment::name).toList()));
                    return new Project(id, name);
                }));
    }

    private void insert(long project, int position, NewEnvironment e) {
        if (!NAME.matcher(e.name()).matches() || e.name().contains("/"))
            throw new Refusal("An environment's name has letters, digits and . _ - only.");
        if (e.approvals() < 0 || e.soakSeconds() < 0)
            throw new Refusal("Approvals and soak time of an environment can't be negative.");
        jdbc.sql(
                        """
                        insert into environment (project_id, name, position, approvals, automatic, soak_seconds)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(project, e.name(), position, e.approvals(), e.automatic(), e.soakSeconds())
                .update();
    }

    /// Changes how an environment is passed; its name and place stay.
    public void change(Actor by, Project project, NewEnvironment wanted) {
        Environment now = environment(project.id(), wanted.name());
        rights.need(by, Right.ADMIN, project.id(), now.id());
        if (wanted.approvals() < 0 || wanted.soakSeconds() < 0)
            throw new Refusal("Approvals and soak time of an environment can't be negative.");
        transaction.executeWithoutResult(_ -> {
            int rows =
                    jdbc.sql(
                                    """
                                    update environment set approvals = ?, automatic = ?, soak_seconds = ?
                                    where project_id = ? and name = ?\
                                    """)
                            .params(
                                    wanted.approvals(),
                                    wanted.automatic(),
                                    wanted.soakSeconds(),
                                    project.id(),
                                    wanted.name())
                            .update();
            if (rows == 0) throw noEnvironment(wanted.name());
            audit.record(
                    by,
                    "environment.changed",
                    project.id(),
                    wanted.name(),
                    Map.of(
                            "approvals",
                            wanted.approvals(),
                            "automatic",
                            wanted.automatic(),
                            "soakSeconds",
                            wanted.soakSeconds()));
        });
    }

    public List<Project> visible(Actor by) {
        return ReadOnce.of(
                "visible projects",
                List.of(by),
                () -> {
                    List<Long> ids = rights.projects(by);
                    return jdbc
                            .sql("select id, name from project order by name")
                            .query(Project.class)
                            .list()
                            .stream()
                            .map(Objects::requireNonNull)
                            .filter(p -> ids.contains(p.id()))
                            .toList();
                });
    }

    /// With the right in the project, or in one of its environments: which one a wish reaches is
    /// for its door.
    public Project named(Actor by, String right, String name) {
        Project project = find(name);
        if (project == null || !rights.sees(by, project.id()))
            throw new NotFound("There is no project \"%s\" that you can see.".formatted(name));
        rights.needSomewhere(by, right, project.id());
        return project;
    }

    /// For who has not been asked yet what they may see.
    public OptionalLong idOf(String name) {
        Project project = find(name);
        return project == null ? OptionalLong.empty() : OptionalLong.of(project.id());
    }

    public Project byId(long id) {
        return jdbc.sql("select id, name from project where id = ?")
                .param(id)
                .query(Project.class)
                .single();
    }

    private @org.jspecify.annotations.Nullable Project find(String name) {
        return jdbc.sql("select id, name from project where name = ?")
                .param(name)
                .query(Project.class)
                .optional()
                .orElse(null);
    }

    /// In order of rollout.
    public List<Environment> environments(long projectId) {
        return ReadOnce.of(
                "environments",
                List.of(projectId),
                () ->
                        jdbc.sql("select * from environment where project_id = ? order by position")
                                .param(projectId)
                                .query(Projects::environment)
                                .list());
    }

    public Environment environment(long projectId, String name) {
        return environments(projectId).stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noEnvironment(name));
    }

    private static NotFound noEnvironment(String name) {
        return new NotFound("There is no environment \"%s\" in this project.".formatted(name));
    }

    private static Environment environment(ResultSet row, int n) throws SQLException {
        return new Environment(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("name"),
                row.getInt("position"),
                row.getInt("approvals"),
                row.getBoolean("automatic"),
                Duration.ofSeconds(row.getLong("soak_seconds")));
    }
}
