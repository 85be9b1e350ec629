package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to roles. Whoever gives or takes one administers at least where it holds: nobody
/// reaches beyond their own scope.
@Component
public final class Grants {
    private static final Set<Role> OF_SERVICES =
            Set.of(Role.DEVELOPER, Role.OPERATOR, Role.VIEWER, Role.AUDITOR);
    private static final String ALL =
            """
            SELECT g.*, coalesce(p.login, r.name) AS holder, j.name AS project, e.name AS environment
            FROM role_grant g LEFT JOIN person p ON p.id = g.person_id LEFT JOIN person_group r ON r.id = g.group_id
            LEFT JOIN project j ON j.id = g.project_id LEFT JOIN environment e ON e.id = g.environment_id
            """;
    private static final String ORDER =
            " ORDER BY holder, j.name NULLS FIRST, e.position NULLS FIRST, g.role";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final StepUp stepUp;
    private final LastAdministrator last;

    Grants(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            StepUp stepUp,
            LastAdministrator last) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.stepUp = stepUp;
        this.last = last;
    }

    /// Gives the roles that the holder does not have there yet.
    public void add(Actor by, Grant.Holder holder, Set<Role> roles, Scope scope) {
        mayRule(by, scope);
        if (roles.contains(Role.ADMINISTRATOR)) stepUp.need(by, "making an administrator");
        String name = name(holder);
        check(holder, name, roles, scope);
        transaction.executeWithoutResult(_ -> {
            var added = new TreeSet<String>();
            for (Role role : roles) if (insert(by, holder, role, scope) > 0) added.add(role.text());
            if (!added.isEmpty()) record(by, "grant.added", name, added, scope);
        });
    }

    private int insert(Actor by, Grant.Holder holder, Role role, Scope scope) {
        return jdbc.sql(
                        """
                        INSERT INTO role_grant (person_id, group_id, role, project_id, environment_id, by_id)
                        VALUES (CAST(? AS bigint), CAST(? AS bigint), ?, CAST(? AS bigint), CAST(? AS bigint), ?)
                        ON CONFLICT DO NOTHING
                        """)
                .param(holder instanceof Grant.Holder.OfPerson(long id) ? id : null)
                .param(holder instanceof Grant.Holder.OfGroup(long id) ? id : null)
                .param(role.text())
                .param(scope.projectId())
                .param(scope.environmentId())
                .param(by.personId())
                .update();
    }

    private void check(Grant.Holder holder, String name, Set<Role> roles, Scope scope) {
        if (roles.isEmpty()) throw new Refusal("Say which role (role).");
        if (scope.environmentId() != null && roles.contains(Role.AUDITOR))
            throw new Refusal(
                    "The trail knows projects, not environments: an auditor's role holds in a project or everywhere.");
        boolean service =
                holder instanceof Grant.Holder.OfPerson(long id)
                        && jdbc.sql("SELECT kind = 'service' FROM person WHERE id = ?")
                                .param(id)
                                .query(Boolean.class)
                                .single();
        if (service && !OF_SERVICES.containsAll(roles))
            throw new Refusal(
                    name
                            + " is a service account. It may be developer, operator, viewer or auditor: approving and"
                            + " administering are for people.");
    }

    /// Takes one grant away.
    public void remove(Actor by, long grantId) {
        Grant grant =
                jdbc.sql(ALL + " WHERE g.id = ?")
                        .param(grantId)
                        .query(Grants::grant)
                        .optional()
                        .orElseThrow(Grants::none);
        Long project = grant.scope().projectId();
        if (project != null && !rights.sees(by, project)) throw none();
        mayRule(by, grant.scope());
        last.kept(() -> {
            int gone = jdbc.sql("DELETE FROM role_grant WHERE id = ?").param(grantId).update();
            if (gone > 0)
                record(
                        by,
                        "grant.removed",
                        grant.holder(),
                        Set.of(grant.role().text()),
                        grant.scope());
            return gone;
        });
    }

    private static NotFound none() {
        return new NotFound("There is no such grant.");
    }

    /// Takes what the holder has within the scope itself; roles of a narrower or a wider scope
    /// stay.
    public void remove(Actor by, Grant.Holder holder, Set<Role> roles, Scope scope) {
        mayRule(by, scope);
        List<Grant> theirs =
                (holder instanceof Grant.Holder.OfPerson(long id) ? ofPerson(id) : ofGroup(holder))
                        .stream()
                                .filter(g -> g.scope().equals(scope) && roles.contains(g.role()))
                                .toList();
        if (theirs.isEmpty()) throw none();
        last.kept(() -> {
            theirs.forEach(
                    g -> jdbc.sql("DELETE FROM role_grant WHERE id = ?").param(g.id()).update());
            var gone = new TreeSet<String>();
            theirs.forEach(g -> gone.add(g.role().text()));
            record(by, "grant.removed", name(holder), gone, scope);
            return true;
        });
    }

    private void mayRule(Actor by, Scope scope) {
        Long project = scope.projectId();
        Long environment = scope.environmentId();
        if (project == null) rights.needEverywhere(by, Right.ADMIN);
        else if (environment == null) rights.need(by, Right.ADMIN, project);
        else rights.need(by, Right.ADMIN, project, environment);
    }

    private void record(Actor by, String action, String holder, Set<String> roles, Scope scope) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("roles", List.copyOf(roles));
        if (scope.environmentId() != null)
            detail.put(
                    "environment",
                    jdbc.sql("SELECT name FROM environment WHERE id = ?")
                            .param(scope.environmentId())
                            .query(String.class)
                            .single());
        audit.record(by, action, scope.projectId(), holder, detail);
    }

    public List<Grant> all() {
        return jdbc.sql(ALL + ORDER).query(Grants::grant).list();
    }

    /// Those that hold in the project only, or in one of its environments.
    public List<Grant> of(long projectId) {
        return jdbc.sql(ALL + " WHERE g.project_id = ?" + ORDER)
                .param(projectId)
                .query(Grants::grant)
                .list();
    }

    public List<Grant> ofPerson(long personId) {
        return jdbc.sql(ALL + " WHERE g.person_id = ?" + ORDER)
                .param(personId)
                .query(Grants::grant)
                .list();
    }

    private List<Grant> ofGroup(Grant.Holder holder) {
        return all().stream()
                .filter(g ->
                        holder instanceof Grant.Holder.OfGroup(long id)
                                && Objects.equals(g.groupId(), id))
                .toList();
    }

    private String name(Grant.Holder holder) {
        return switch (holder) {
            case Grant.Holder.OfPerson(long id) ->
                    found("SELECT login FROM person WHERE id = ?", id, "person");
            case Grant.Holder.OfGroup(long id) ->
                    found("SELECT name FROM person_group WHERE id = ?", id, "group");
        };
    }

    private String found(String sql, long id, String what) {
        return jdbc.sql(sql)
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such " + what + "."));
    }

    /// From names as they stand in a request; what is missing is null.
    public Scope scope(@Nullable Long projectId, @Nullable String environment) {
        if (projectId == null) {
            if (environment != null)
                throw new Refusal("An environment belongs to a project: name that too (project).");
            return Scope.EVERYWHERE;
        }
        if (environment == null || environment.isBlank()) return Scope.project(projectId);
        return jdbc.sql("SELECT id FROM environment WHERE project_id = ? AND name = ?")
                .params(projectId, environment)
                .query(Long.class)
                .optional()
                .map(id -> Scope.environment(projectId, id))
                .orElseThrow(() ->
                        new Refusal(
                                "There is no environment \"%s\" in this project (environment)."
                                        .formatted(environment)));
    }

    static Grant grant(ResultSet row, int n) throws SQLException {
        return new Grant(
                row.getLong("id"),
                row.getObject("person_id", Long.class),
                row.getObject("group_id", Long.class),
                row.getString("holder"),
                Role.of(row.getString("role")),
                new Scope(
                        row.getObject("project_id", Long.class),
                        row.getObject("environment_id", Long.class)),
                row.getString("project"),
                row.getString("environment"));
    }

    /// Names of the wire: roles of a list, those of a member where nothing is said.
    public static Set<Role> roles(@Nullable List<String> names) {
        if (names == null) return Role.OF_MEMBERS;
        var roles = new ArrayList<Role>();
        names.forEach(n -> roles.add(Role.of(n)));
        return Set.copyOf(roles);
    }
}
