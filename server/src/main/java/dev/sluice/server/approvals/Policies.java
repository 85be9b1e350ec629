package dev.sluice.server.approvals;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.Role;
import dev.sluice.server.identity.Voter;
import dev.sluice.server.identity.Voters;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.work.Work;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to the rules of approval. They are read again whenever a stage starts: new rules hold
/// for changes that were approved under old ones.
@Component
public final class Policies {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Groups groups;
    private final Voters voters;
    private final Changes changes;
    private final Work work;

    Policies(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Groups groups,
            Voters voters,
            Changes changes,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.groups = groups;
        this.voters = voters;
        this.changes = changes;
        this.work = work;
    }

    public Policy of(Environment environment) {
        return ReadOnce.of(
                "policy",
                List.of(environment.id()),
                () ->
                        jdbc.sql(
                                        "select cast(rules as text) from approval_policy where environment_id = ?")
                                .param(environment.id())
                                .query(String.class)
                                .optional()
                                .map(PolicyJson::read)
                                .orElse(Policy.NONE));
    }

    /// Takes the rules as JSON; `{"rules": []}` goes back to the environment's own number.
    public Policy set(Actor by, Environment environment, String json) {
        rights.need(by, Right.ADMIN, environment.projectId(), environment.id());
        Policy wanted = PolicyJson.read(json);
        check(wanted, environment);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select id from environment where id = ? for no key update")
                    .param(environment.id())
                    .query(Long.class)
                    .single();
            Policy before = of(environment);
            jdbc.sql(
                            """
                            insert into approval_policy (environment_id, rules) values (?, cast(? as jsonb))
                            on conflict (environment_id) do update set rules = excluded.rules\
                            """)
                    .params(environment.id(), PolicyJson.text(wanted))
                    .update();
            audit.record(
                    by,
                    "policy.set",
                    environment.projectId(),
                    environment.name(),
                    Map.of("before", PolicyJson.write(before), "after", PolicyJson.write(wanted)));
            for (Change change : changes.open(environment.projectId()))
                work.soon("advance", change.id());
        });
        return wanted;
    }

    /// A step that can't be filled as things stand would shut its environment for good.
    private void check(Policy policy, Environment at) {
        List<Voter> may = voters.of(at.projectId(), at.id(), Set.of(), Instant.EPOCH);
        for (int r = 0; r < policy.rules().size(); r++)
            for (int s = 0; s < policy.rules().get(r).steps().size(); s++)
                check(
                        policy.rules().get(r).steps().get(s),
                        "rules[%d].steps[%d]".formatted(r, s),
                        may);
    }

    private void check(Policy.Step step, String path, List<Voter> may) {
        String group = step.group();
        String role = step.role();
        if (group != null && groups.find(group).isEmpty())
            throw Refusal.at(path + ".group", "there is no group \"%s\".".formatted(group));
        if (role != null && !Role.of(role).gives(Right.APPROVE))
            throw Refusal.at(
                    path + ".role",
                    "the role %s does not approve. Name approver or administrator, or a group."
                            .formatted(role));
        long could = may.stream().filter(step::takes).count();
        if (step.people() > could)
            throw Refusal.at(
                    path + ".people",
                    "asks for %s, and %s may approve there now."
                            .formatted(step.words(), could == 1 ? "1" : could));
    }

    public static String text(Policy policy) {
        return PolicyJson.text(policy);
    }
}
