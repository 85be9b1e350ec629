package dev.sluice.server.identity;

import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// How a fresh server gets its first administrator: `SLUICE_ADMIN_PASSWORD` makes the account
/// `admin`, else a one-time word is printed at start and asked for on the page `/setup`. Both are
/// void once an administrator stands.
@Component
public final class FirstAdministrator {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final People people;
    private final Tokens tokens;
    private final Environment environment;

    FirstAdministrator(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            People people,
            Tokens tokens,
            Environment environment) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.people = people;
        this.tokens = tokens;
        this.environment = environment;
    }

    /// What to tell on the terminal, if anything is to be done or was done.
    public Optional<String> prepare() {
        if (people.hasAdministrator()) {
            return Optional.empty();
        }
        String password = environment.getProperty("SLUICE_ADMIN_PASSWORD");
        if (password != null && !password.isBlank()) {
            create(password);
            return Optional.of(
                    "The account admin was made with the password of SLUICE_ADMIN_PASSWORD.");
        }
        String word = tokens.randomText();
        jdbc.sql("INSERT INTO setup_token (hash) VALUES (?)").param(Tokens.sha256(word)).update();
        return Optional.of(
                "There is no administrator yet. Open the page /setup and give this one-time word: "
                        + word);
    }

    private void create(String password) {
        try {
            people.create(Actor.SYSTEM, "admin", "Administrator", password, true);
        } catch (Refusal e) {
            throw new Refusal(
                    "SLUICE_ADMIN_PASSWORD can't be that of the account admin. " + e.getMessage());
        }
    }

    public boolean isWanted() {
        return !people.hasAdministrator();
    }

    /// Makes the account when the word is right; the word is used up.
    public void create(String word, String login, String name, String password) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("LOCK TABLE setup_token").update();
            boolean known =
                    jdbc.sql("SELECT count(*) FROM setup_token WHERE hash = ?")
                                    .param(Tokens.sha256(word.strip()))
                                    .query(Long.class)
                                    .single()
                            > 0;
            if (!known || people.hasAdministrator()) {
                throw new Refusal(
                        "This is not the one-time word. It is printed when the server starts, and is"
                                + " void once there is an administrator.");
            }
            people.create(Actor.SYSTEM, login, name, password, true);
            jdbc.sql("DELETE FROM setup_token").update();
        });
    }
}
