package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Who holds [Right#BREAK_GLASS]: given and taken by an administrator, to others only.
@Component
public final class Emergencies {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final StepUp stepUp;
    private final People people;
    private final Audit audit;

    Emergencies(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            StepUp stepUp,
            People people,
            Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stepUp = stepUp;
        this.people = people;
        this.audit = audit;
    }

    public Set<Long> holders() {
        return Set.copyOf(
                jdbc.sql("SELECT id FROM person WHERE break_glass")
                        .query((row, n) -> row.getLong(1))
                        .list());
    }

    public void grant(Actor by, long personId, boolean holds) {
        Person person =
                people.byId(personId).orElseThrow(() -> new NotFound("There is no such person."));
        if (by.personId() == personId) {
            throw new Refusal("You can't give this right to yourself. Another administrator can.");
        }
        stepUp.need(by, "deciding who may start in an emergency");
        transaction.executeWithoutResult(_ -> {
            int rows =
                    jdbc.sql("UPDATE person SET break_glass = ? WHERE id = ? AND break_glass <> ?")
                            .params(holds, personId, holds)
                            .update();
            if (rows > 0) {
                audit.record(
                        by,
                        holds ? "person.break_glass_given" : "person.break_glass_taken",
                        null,
                        person.login(),
                        Map.of());
            }
        });
    }
}
