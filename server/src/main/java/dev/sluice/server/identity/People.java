package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Accounts. Callers check [Right#ADMIN] at the route; everything here writes the trail. Roles are
/// [Grants]' matter.
@Component
public final class People {
    static final String PERSON =
            """
            SELECT p.*, EXISTS (SELECT FROM role_grant g WHERE g.role = 'administrator' AND g.project_id IS NULL
                AND (g.person_id = p.id OR g.group_id IN
                    (SELECT m.group_id FROM group_member m WHERE m.person_id = p.id))) AS administrator
            FROM person p
            """;
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final StepUp stepUp;
    private final Audit audit;
    private final Grants grants;
    private final LastAdministrator last;

    People(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Passwords passwords,
            StepUp stepUp,
            Audit audit,
            Grants grants,
            LastAdministrator last) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.passwords = passwords;
        this.stepUp = stepUp;
        this.audit = audit;
        this.grants = grants;
        this.last = last;
    }

    /// Returns the id of the new person. `administrator`: everywhere.
    public long create(
            Actor by, String login, String name, String password, boolean administrator) {
        String lower = checked(login, name);
        if (administrator) stepUp.need(by, "making an administrator");
        return enter(by, lower, name, passwords.hash(lower, password), administrator);
    }

    /// Whoever comes with the hash of their password.
    long enter(Actor by, String lower, String name, String hash, boolean administrator) {
        return inTransaction(() -> {
            long id = insert(lower, name, hash, "person");
            if (administrator)
                jdbc.sql(
                                "INSERT INTO role_grant (person_id, role, by_id) VALUES (?, 'administrator', ?)")
                        .params(id, by.personId())
                        .update();
            audit.record(by, "person.created", null, lower, Map.of("administrator", administrator));
            return id;
        });
    }

    /// An account of a program: it never signs in, and its word never counts as an approval.
    public long createService(Actor by, String login, String name) {
        String lower = checked(login, name);
        return inTransaction(() -> {
            long id = insert(lower, name, null, "service");
            audit.record(by, "person.created", null, lower, Map.of("service", true));
            return id;
        });
    }

    private static String checked(String login, String name) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(lower).matches()) {
            throw new Refusal(
                    "A sign-in name has letters, digits and . _ @ + - and starts with a letter or a digit.");
        }
        if (name.isBlank() || name.length() > 200) {
            throw new Refusal("A person needs a name of at most 200 characters.");
        }
        return lower;
    }

    private long insert(String login, String name, @Nullable String hash, String kind) {
        if (byLogin(login).isPresent()) {
            throw new Refusal("There is already an account \"%s\".".formatted(login));
        }
        return jdbc.sql(
                        """
                        INSERT INTO person (login, name, password_hash, kind)
                        VALUES (?, ?, CAST(? AS text), ?) RETURNING id
                        """)
                .param(login)
                .param(name.strip())
                .param(hash)
                .param(kind)
                .query(Long.class)
                .single();
    }

    public List<Person> all() {
        return jdbc.sql(PERSON + " ORDER BY p.login").query(People::person).list();
    }

    public Optional<Person> byId(long id) {
        return jdbc.sql(PERSON + " WHERE p.id = ?").param(id).query(People::person).optional();
    }

    public Optional<Person> byLogin(String login) {
        return jdbc.sql(PERSON + " WHERE p.login = ?")
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
        if (person.service()) {
            throw new Refusal(person.login() + " is a service account and has no password.");
        }
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
        last.kept(() -> {
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

    /// May develop, approve and operate in the project.
    public void addMember(Actor by, long projectId, long personId) {
        grants.add(
                by, new Grant.Holder.OfPerson(personId), Role.OF_MEMBERS, Scope.project(projectId));
    }

    /// Takes every role that the person holds in the project of their own.
    public void removeMember(Actor by, long projectId, long personId) {
        grants.ofPerson(personId).stream()
                .filter(g -> Objects.equals(g.scope().projectId(), projectId))
                .map(Grant::scope)
                .distinct()
                .forEach(scope ->
                        grants.remove(
                                by,
                                new Grant.Holder.OfPerson(personId),
                                EnumSet.allOf(Role.class),
                                scope));
    }

    boolean hasAdministrator() {
        return last.stands();
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
        return Objects.requireNonNull(result);
    }

    static Person person(ResultSet row, int n) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getBoolean("administrator"),
                row.getString("kind").equals("service"),
                row.getObject("disabled_at") != null,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
