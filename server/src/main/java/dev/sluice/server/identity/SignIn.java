package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks a name and a password under limits per account and per address. Unknown account, wrong
/// password, closed account and too many tries look the same from outside, in words and in cost.
@Component
public final class SignIn {
    /// The one answer to whatever was wrong.
    public static final String REFUSED =
            "The name or the password is wrong. After several tries, sign-in pauses for 15 minutes.";

    static final int PER_ACCOUNT = 8;
    static final int PER_ADDRESS = 30;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final People people;
    private final Audit audit;

    SignIn(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Passwords passwords,
            People people,
            Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.passwords = passwords;
        this.people = people;
        this.audit = audit;
    }

    /// The person, or nothing; `address` is where the request came from.
    public Optional<Actor> check(String login, String password, String address) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        Optional<Person> person = people.byLogin(lower).filter(p -> !p.disabled());
        boolean limited = isLimited(lower, address);
        boolean right =
                passwords.matches(
                        password, limited ? null : person.map(p -> hash(p.id())).orElse(null));
        if (!right) {
            noteFailure(lower, address, person.orElse(null));
            return Optional.empty();
        }
        return person.map(p -> welcome(p, lower, address));
    }

    private Actor welcome(Person person, String login, String address) {
        var actor = new Actor(person.id(), person.name(), null);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM login_failure WHERE login = ?").param(login).update();
            audit.record(actor, "signed_in", null, person.login(), Map.of("address", address));
        });
        return actor;
    }

    private boolean isLimited(String login, String address) {
        return jdbc.sql(
                        """
                        SELECT count(*) FILTER (WHERE login = :login) >= :perAccount
                            OR count(*) FILTER (WHERE address = :address) >= :perAddress
                        FROM login_failure
                        WHERE at > now() - interval '15 minutes' AND (login = :login OR address = :address)
                        """)
                .param("login", shortened(login))
                .param("address", address)
                .param("perAccount", PER_ACCOUNT)
                .param("perAddress", PER_ADDRESS)
                .query(Boolean.class)
                .single();
    }

    private void noteFailure(String login, String address, @Nullable Person person) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM login_failure WHERE at < now() - interval '1 day'").update();
            jdbc.sql("INSERT INTO login_failure (login, address) VALUES (?, ?)")
                    .params(shortened(login), address)
                    .update();
            if (person != null) {
                audit.record(
                        new Actor(person.id(), person.name(), null),
                        "sign_in.refused",
                        null,
                        person.login(),
                        Map.of("address", address));
            }
        });
    }

    private @Nullable String hash(long personId) {
        return jdbc.sql("SELECT password_hash FROM person WHERE id = ?")
                .param(personId)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /// What a stranger typed is kept only so far.
    private static String shortened(String login) {
        return login.length() > 100 ? login.substring(0, 100) : login;
    }
}
