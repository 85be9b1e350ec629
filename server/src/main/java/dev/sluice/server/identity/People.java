package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Accounts and their membership in projects. Callers check [Right#ADMIN] at the route; everything
/// here writes the trail.
@Component
public final class People {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final StepUp stepUp;
    private final Audit audit;

    People(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Passwords passwords,
            StepUp stepUp,
            Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.passwords = passwords;
        this.stepUp = stepUp;
        this.audit = audit;
    }

    /// Returns the id of the new person.
    public long create(
            Actor by, String login, String name, String password, boolean administrator) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(lower).matches()) {
            throw new Refusal(
                    "A sign-in name has letters, digits and . _ @ + - and starts with a letter or a digit.");
        }
        if (name.isBlank() || name.length() > 200) {
            throw new Refusal("A person needs a name of at most 200 characters.");
        }
        if (administrator) {
            stepUp.need(by, "making an administrator");
        }
        String hash = passwords.hash(lower, password);
        return inTransaction(() -> {
            if (byLogin(lower).isPresent()) {
                throw new Refusal("There is already an account \"%s\".".formatted(lower));
            }
            long id =
                    jdbc.sql(
                                    """
                                    INSERT INTO person (login, name, password_hash, administrator)
                                    VALUES (?, ?, ?, ?) RETURNING id
                                    """)
                            .params(lower, name.strip(), hash, administrator)
                            .query(Long.class)
                            .single();
            audit.record(by, "person.created", null, lower, Map.of("administrator", administrator));
            return id;
        });
    }

    public List<Person> all() {
        return jdbc.sql("SELECT * FROM person ORDER BY login").query(People::person).list();
    }

    public Optional<Person> byId(long id) {
        return jdbc.sql("SELECT * FROM person WHERE id = ?")
                .param(id)
                .query(People::person)
                .optional();
    }

    public Optional<Person> byLogin(String login) {
        return jdbc.sql("SELECT * FROM person WHERE login = ?")
                .param(login.strip().toLowerCase(Locale.ROOT))
                .query(People::person)
                .optional();
    }

    /// A person as an actor, while the account stands.
    public Optional<Actor> actor(long personId) {
        return byId(personId)
                .filter(person -> !person.disabled())
                .map(person -> new Actor(person.id(), person.name(), null));
    }

    /// Ends the person's sessions too: whoever knew the old password is out.
    public void changePassword(Actor by, long personId, String password) {
        Person person = existing(personId);
        String hash = passwords.hash(person.login(), password);
        inTransaction(() -> {
            jdbc.sql("UPDATE person SET password_hash = ? WHERE id = ?")
                    .params(hash, personId)
                    .update();
            endSessions(personId);
            audit.record(by, "person.password_changed", null, person.login(), Map.of());
            return true;
        });
    }

    /// The account stays for the trail; its sessions end and its tokens no longer answer.
    public void disable(Actor by, long personId) {
        Person person = existing(personId);
        if (by.personId() == personId) {
            throw new Refusal("You can't close your own account. Another administrator can.");
        }
        inTransaction(() -> {
            jdbc.sql("UPDATE person SET disabled_at = now() WHERE id = ? AND disabled_at IS NULL")
                    .param(personId)
                    .update();
            endSessions(personId);
            audit.record(by, "person.disabled", null, person.login(), Map.of());
            return true;
        });
    }

    public void enable(Actor by, long personId) {
        Person person = existing(personId);
        inTransaction(() -> {
            jdbc.sql("UPDATE person SET disabled_at = NULL WHERE id = ?").param(personId).update();
            audit.record(by, "person.enabled", null, person.login(), Map.of());
            return true;
        });
    }

    public void addMember(Actor by, long projectId, long personId) {
        Person person = existing(personId);
        inTransaction(() -> {
            int added =
                    jdbc.sql(
                                    """
                                    INSERT INTO project_member (project_id, person_id) VALUES (?, ?)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .params(projectId, personId)
                            .update();
            if (added > 0) {
                audit.record(by, "member.added", projectId, person.login(), Map.of());
            }
            return true;
        });
    }

    public void removeMember(Actor by, long projectId, long personId) {
        Person person = existing(personId);
        inTransaction(() -> {
            int removed =
                    jdbc.sql("DELETE FROM project_member WHERE project_id = ? AND person_id = ?")
                            .params(projectId, personId)
                            .update();
            if (removed > 0) {
                audit.record(by, "member.removed", projectId, person.login(), Map.of());
            }
            return true;
        });
    }

    public List<Person> members(long projectId) {
        return jdbc.sql(
                        """
                        SELECT p.* FROM person p JOIN project_member m ON m.person_id = p.id
                        WHERE m.project_id = ? ORDER BY p.login
                        """)
                .param(projectId)
                .query(People::person)
                .list();
    }

    /// The projects that a person is a member of, by id.
    public List<Long> memberships(long personId) {
        return jdbc.sql("SELECT project_id FROM project_member WHERE person_id = ? ORDER BY 1")
                .param(personId)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    boolean hasAdministrator() {
        return jdbc.sql("SELECT count(*) FROM person WHERE administrator AND disabled_at IS NULL")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Sign-ins that are under way end too: they carry the old epoch.
    void endSessions(long personId) {
        jdbc.sql("UPDATE person SET session_epoch = session_epoch + 1 WHERE id = ?")
                .param(personId)
                .update();
        jdbc.sql("DELETE FROM spring_session WHERE principal_name = ?")
                .param(Long.toString(personId))
                .update();
    }

    private Person existing(long personId) {
        return byId(personId).orElseThrow(() -> new NotFound("There is no such person."));
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        return java.util.Objects.requireNonNull(result);
    }

    static Person person(ResultSet row, int n) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getBoolean("administrator"),
                row.getObject("disabled_at") != null,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
