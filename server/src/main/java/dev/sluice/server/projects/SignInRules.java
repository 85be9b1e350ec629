package dev.sluice.server.projects;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to what environments ask of an approver's sign-in.
@Component
public final class SignInRules {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;

    SignInRules(JdbcClient jdbc, TransactionTemplate transaction, Rights rights, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
    }

    public SignInRule of(long environmentId) {
        return jdbc.sql("select step_up, require_totp from environment where id = ?")
                .param(environmentId)
                .query(SignInRule.class)
                .single();
    }

    /// By environment, in order of rollout.
    public Map<String, SignInRule> ofProject(long projectId) {
        var rules = new LinkedHashMap<String, SignInRule>();
        jdbc.sql(
                        """
                        select name, step_up, require_totp from environment
                        where project_id = ? order by position\
                        """)
                .param(projectId)
                .query(row -> {
                    rules.put(
                            row.getString("name"),
                            new SignInRule(
                                    row.getBoolean("step_up"), row.getBoolean("require_totp")));
                });
        return rules;
    }

    public void set(Actor by, Project project, String environment, SignInRule rule) {
        rights.need(by, Right.ADMIN, project.id());
        transaction.executeWithoutResult(_ -> {
            int rows =
                    jdbc.sql(
                                    """
                                    update environment set step_up = ?, require_totp = ?
                                    where project_id = ? and name = ?\
                                    """)
                            .params(rule.stepUp(), rule.requireTotp(), project.id(), environment)
                            .update();
            if (rows == 0)
                throw new NotFound(
                        "There is no environment \"%s\" in this project.".formatted(environment));
            audit.record(
                    by,
                    "environment.sign_in_changed",
                    project.id(),
                    environment,
                    Map.of("stepUp", rule.stepUp(), "requireTotp", rule.requireTotp()));
        });
    }
}
