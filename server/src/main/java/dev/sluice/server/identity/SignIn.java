package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks names, passwords and codes under limits per account and per address. Unknown account,
/// wrong password, closed account and too many tries look the same from outside, in words and in
/// cost.
@Component
public final class SignIn {
    /// The one answer to whatever was wrong.
    public static final String REFUSED =
            "The name or the password is wrong. After several tries, sign-in pauses for 15 minutes.";

    public static final String CODE_REFUSED =
            "The code is wrong, or it was used already: a code counts once, the next one comes within 30"
                    + " seconds. After several tries, sign-in pauses for 15 minutes.";

    static final int PER_ACCOUNT = 8;
    static final int PER_ADDRESS = 30;
    private static final Duration FOR_THE_CODE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Passwords passwords;
    private final People people;
    private final Totp totp;
    private final Audit audit;
    private final Clock clock;

    /// Those who wait for each other wait here, without a connection of the pool.
    private final ReentrantLock counting = new ReentrantLock(true);

    SignIn(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Passwords passwords,
            People people,
            Totp totp,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.passwords = passwords;
        this.people = people;
        this.totp = totp;
        this.audit = audit;
        this.clock = clock;
    }

    /// What name and password are worth.
    public sealed interface Answer permits Refused, HalfSignedIn, Proven {}

    public record Refused() implements Answer {}

    /// What the database holds of an account; `epoch` of before the password was judged.
    private record Account(Person person, @Nullable String hash, int epoch) {
        Actor actor() {
            return new Actor(person.id(), person.name(), null);
        }
    }

    /// `address` is where the request came from.
    public Answer check(String login, String password, String address) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        Optional<Account> account = people.byLogin(lower).flatMap(p -> account(p.id()));
        Optional<Long> attempt = attempt(lower, address);
        boolean right =
                passwords.matches(
                        password,
                        attempt.isEmpty() ? null : account.map(Account::hash).orElse(null));
        if (!right || account.isEmpty()) {
            refused(attempt, account, "password", address);
            return new Refused();
        }
        Account known = account.get();
        if (totp.isOn(known.person.id())) {
            attempt.ifPresent(this::forget);
            return new HalfSignedIn(known.person.id(), known.epoch, clock.instant());
        }
        return welcome(known, "signed_in", Map.of("address", address));
    }

    /// The second half of a sign-in; void when all sessions of the person ended meanwhile.
    public Optional<Proven> code(HalfSignedIn half, String code, String address) {
        if (clock.instant().isAfter(half.at().plus(FOR_THE_CODE))) {
            return Optional.empty();
        }
        return account(half.personId())
                .filter(a -> a.epoch == half.epoch())
                .flatMap(a -> byCode(a, code, address, "signed_in"));
    }

    /// Somebody who is signed in shows again who they are: by a code where they have a second
    /// factor, else by their password.
    public Optional<Proven> prove(Actor by, String password, String code, String address) {
        return account(by.personId())
                .filter(_ -> by.tokenId() == null)
                .flatMap(a ->
                        totp.isOn(by.personId())
                                ? byCode(a, code, address, "proved")
                                : byPassword(a, password, address));
    }

    private Optional<Proven> byPassword(Account account, String password, String address) {
        Optional<Long> attempt = attempt(account.person.login(), address);
        if (!passwords.matches(password, attempt.isEmpty() ? null : account.hash)) {
            refused(attempt, Optional.of(account), "password", address);
            return Optional.empty();
        }
        return Optional.of(welcome(account, "proved", Map.of("address", address)));
    }

    private Optional<Proven> byCode(Account account, String code, String address, String action) {
        Optional<Long> attempt = attempt(account.person.login(), address);
        Optional<String> taken =
                attempt.isEmpty() ? Optional.empty() : totp.take(account.person.id(), code);
        if (taken.isEmpty()) {
            refused(attempt, Optional.of(account), "code", address);
            return Optional.empty();
        }
        return Optional.of(
                welcome(account, action, Map.of("address", address, "code", taken.get())));
    }

    private Proven welcome(Account account, String action, Map<String, String> detail) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM login_failure WHERE login = ?")
                    .param(account.person.login())
                    .update();
            audit.record(account.actor(), action, null, account.person.login(), detail);
        });
        return new Proven(account.actor(), account.epoch, clock.instant());
    }

    /// Counts the try before it is judged, one after the other for an account and for an address:
    /// many at once find no more room than few. Nothing when the limit is reached.
    private Optional<Long> attempt(String login, String address) {
        String kept = shortened(login);
        counting.lock();
        try {
            return Objects.requireNonNull(transaction.execute(_ -> counted(kept, address)));
        } finally {
            counting.unlock();
        }
    }

    /// One advisory lock a name, one an address, in this order: other servers count too.
    private Optional<Long> counted(String login, String address) {
        jdbc.sql("SELECT pg_advisory_xact_lock(1, hashtext(?))").param(login).query().listOfRows();
        jdbc.sql("SELECT pg_advisory_xact_lock(2, hashtext(?))")
                .param(address)
                .query()
                .listOfRows();
        if (isLimited(login, address)) {
            return Optional.empty();
        }
        jdbc.sql("DELETE FROM login_failure WHERE at < now() - interval '1 day'").update();
        return Optional.of(
                jdbc.sql("INSERT INTO login_failure (login, address) VALUES (?, ?) RETURNING id")
                        .params(login, address)
                        .query(Long.class)
                        .single());
    }

    private boolean isLimited(String login, String address) {
        return jdbc.sql(
                        """
                        SELECT count(*) FILTER (WHERE login = :login) >= :perAccount
                            OR count(*) FILTER (WHERE address = :address) >= :perAddress
                        FROM login_failure
                        WHERE at > now() - interval '15 minutes' AND (login = :login OR address = :address)
                        """)
                .param("login", login)
                .param("address", address)
                .param("perAccount", PER_ACCOUNT)
                .param("perAddress", PER_ADDRESS)
                .query(Boolean.class)
                .single();
    }

    private void forget(long attempt) {
        jdbc.sql("DELETE FROM login_failure WHERE id = ?").param(attempt).update();
    }

    /// Tries beyond the limit are not told: the trail is not for strangers to fill.
    private void refused(
            Optional<Long> attempt, Optional<Account> account, String what, String address) {
        if (attempt.isEmpty()) {
            return;
        }
        account.ifPresent(a ->
                transaction.executeWithoutResult(_ ->
                        audit.record(
                                a.actor(),
                                "sign_in.refused",
                                null,
                                a.person.login(),
                                Map.of("address", address, "what", what))));
    }

    private Optional<Account> account(long personId) {
        return jdbc.sql(People.PERSON + " WHERE p.id = ? AND p.disabled_at IS NULL")
                .param(personId)
                .query((row, n) ->
                        new Account(
                                People.person(row, n),
                                row.getString("password_hash"),
                                row.getInt("session_epoch")))
                .optional();
    }

    /// What a stranger typed is kept only so far.
    private static String shortened(String login) {
        return login.length() > 100 ? login.substring(0, 100) : login;
    }
}
