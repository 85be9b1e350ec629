package dev.sluice.server.rollouts;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to the pace of each environment. A stage that has begun keeps the one that it began
/// with, but for the limit of an instance, which holds at once.
@Component
public final class Paces {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;

    Paces(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
    }

    public Pace of(Environment environment) {
        return jdbc.sql(
                        "select parallel, per_instance, canary, batch, stop_after from environment where id = ?")
                .param(environment.id())
                .query((row, _) ->
                        new Pace(
                                row.getInt("parallel"),
                                row.getObject("per_instance", Integer.class),
                                row.getInt("canary"),
                                canaries(environment.id()),
                                row.getInt("batch"),
                                row.getInt("stop_after")))
                .single();
    }

    private List<String> canaries(long environment) {
        return jdbc.sql(
                        "select name from managed_database where environment_id = ? and canary order by name")
                .param(environment)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// All of it at once; refused with everything that is wrong.
    public void set(Actor by, Project project, String environment, Pace wanted) {
        Environment at = projects.environment(project.id(), environment);
        rights.need(by, Right.ADMIN, project.id(), at.id());
        var problems = new ArrayList<>(wanted.problems());
        var unknown = new TreeSet<>(wanted.canaries());
        unknown.removeAll(names(at.id()));
        unknown.forEach(name ->
                problems.add(
                        "canaries: there is no database \"%s\" in %s."
                                .formatted(name, environment)));
        if (!problems.isEmpty())
            throw new Refusal(String.join(" ", problems) + " Nothing was changed.");
        transaction.executeWithoutResult(_ -> {
            keep(at.id(), wanted);
            audit.record(by, "pace.set", project.id(), environment, detail(wanted));
        });
    }

    private List<String> names(long environment) {
        return jdbc.sql("select name from managed_database where environment_id = ?")
                .param(environment)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void keep(long environment, Pace wanted) {
        jdbc.sql(
                        """
                        update environment set parallel = ?, per_instance = ?, canary = ?, batch = ?, stop_after = ?
                        where id = ?\
                        """)
                .param(wanted.parallel())
                .param(wanted.perInstance())
                .param(wanted.canary())
                .param(wanted.batch())
                .param(wanted.stopAfter())
                .param(environment)
                .update();
        jdbc.sql("update managed_database set canary = (name = any (?)) where environment_id = ?")
                .params(wanted.canaries().toArray(String[]::new), environment)
                .update();
    }

    /// As the API and the trail spell it.
    public static LinkedHashMap<String, Object> detail(Pace pace) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("parallel", pace.parallel());
        if (pace.perInstance() != null) detail.put("perInstance", pace.perInstance());
        detail.put("canary", pace.canary());
        detail.put("canaries", pace.canaries());
        detail.put("batch", pace.batch());
        detail.put("stopAfter", pace.stopAfter());
        return detail;
    }
}
