package dev.sluice.server.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.sealing.Sealing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to second factors: codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, 6
/// digits), and recovery codes for a lost one. The secret lies sealed in the database.
@Component
public final class Totp {
    private static final int STEP = 30;
    private static final int RECOVERY_CODES = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sealing sealing;
    private final People people;
    private final StepUp stepUp;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final TimeBasedOneTimePasswordGenerator codes =
            new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP));

    Totp(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Sealing sealing,
            People people,
            StepUp stepUp,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.sealing = sealing;
        this.people = people;
        this.stepUp = stepUp;
        this.audit = audit;
        this.clock = clock;
    }

    /// What an authenticator app is given. Shown until the first code confirms it, never again.
    public record Secret(String text, String uri) {
        /// Without the secret.
        @Override
        public String toString() {
            return "a secret";
        }
    }

    public boolean isOn(long personId) {
        return count(
                        "SELECT count(*) FROM totp WHERE person_id = ? AND confirmed_at IS NOT NULL",
                        personId)
                > 0;
    }

    /// Who has one.
    public Set<Long> holders() {
        return Set.copyOf(
                jdbc.sql("SELECT person_id FROM totp WHERE confirmed_at IS NOT NULL")
                        .query((row, n) -> row.getLong(1))
                        .list());
    }

    public int recoveryCodesLeft(long personId) {
        return (int) count("SELECT count(*) FROM recovery_code WHERE person_id = ?", personId);
    }

    /// A new secret, which counts once [#confirm] has seen a code of it.
    public Secret begin(Actor by) {
        stepUp.need(by, "setting up a second factor");
        if (isOn(by.personId())) {
            throw new Refusal("You have a second factor already. Take it off first.");
        }
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        jdbc.sql(
                        """
                        INSERT INTO totp (person_id, sealed) VALUES (?, ?)
                        ON CONFLICT (person_id) DO UPDATE
                        SET sealed = excluded.sealed, made_at = now(), last_step = 0
                        WHERE totp.confirmed_at IS NULL
                        """)
                .params(
                        by.personId(),
                        sealing.seal(HexFormat.of().formatHex(secret), place(by.personId())))
                .update();
        return shown(by, secret);
    }

    /// The secret that waits for its first code, for as long as it does.
    public Optional<Secret> waiting(Actor by) {
        return sealed(
                        """
                        SELECT sealed FROM totp WHERE person_id = ? AND confirmed_at IS NULL
                        AND made_at > now() - interval '15 minutes'
                        """,
                        by.personId())
                .map(secret -> shown(by, secret));
    }

    /// Puts the waiting secret in force. Returns the recovery codes, which are shown this once.
    public List<String> confirm(Actor by, String code) {
        stepUp.need(by, "setting up a second factor");
        Person person = people.byId(by.personId()).orElseThrow();
        List<String> recovery =
                transaction.execute(_ -> {
                    byte[] secret =
                            sealed(
                                            """
                                            SELECT sealed FROM totp
                                            WHERE person_id = ? AND confirmed_at IS NULL
                                            AND made_at > now() - interval '15 minutes' FOR UPDATE
                                            """,
                                            by.personId())
                                    .orElseThrow(() ->
                                            new Refusal(
                                                    "There is no secret that waits for its first code. Begin again."));
                    long step =
                            matching(secret, digits(code))
                                    .orElseThrow(() ->
                                            new Refusal(
                                                    "This is not the code of now. Look at the app again, and at the clock of its device."));
                    jdbc.sql(
                                    "UPDATE totp SET confirmed_at = now(), last_step = ? WHERE person_id = ?")
                            .params(step, by.personId())
                            .update();
                    audit.record(by, "totp.set_up", null, person.login(), Map.of());
                    return newRecoveryCodes(by.personId());
                });
        return java.util.Objects.requireNonNull(recovery);
    }

    public List<String> renewRecoveryCodes(Actor by) {
        stepUp.need(by, "making recovery codes");
        if (!isOn(by.personId())) {
            throw new Refusal("Recovery codes go with a second factor. Set one up first.");
        }
        Person person = people.byId(by.personId()).orElseThrow();
        List<String> recovery =
                transaction.execute(_ -> {
                    audit.record(by, "totp.recovery_codes_made", null, person.login(), Map.of());
                    return newRecoveryCodes(by.personId());
                });
        return java.util.Objects.requireNonNull(recovery);
    }

    public void remove(Actor by) {
        stepUp.need(by, "taking off your second factor");
        takeOff(by, by.personId(), "totp.removed");
    }

    /// For somebody who lost app and recovery codes. An administrator's word.
    public void reset(Actor by, long personId) {
        stepUp.need(by, "taking off somebody's second factor");
        takeOff(by, personId, "totp.reset");
    }

    private void takeOff(Actor by, long personId, String action) {
        Person person =
                people.byId(personId).orElseThrow(() -> new NotFound("There is no such person."));
        transaction.executeWithoutResult(_ -> {
            int rows = jdbc.sql("DELETE FROM totp WHERE person_id = ?").param(personId).update();
            jdbc.sql("DELETE FROM recovery_code WHERE person_id = ?").param(personId).update();
            if (rows > 0) {
                audit.record(by, action, null, person.login(), Map.of());
            }
        });
    }

    /// Uses a code up; what kind it was, or nothing. The row's update decides, so that a code
    /// counts once, whichever server is asked.
    Optional<String> take(long personId, String code) {
        String typed = digits(code);
        if (typed.matches("[0-9]{6}")) {
            return sealed(
                            "SELECT sealed FROM totp WHERE person_id = ? AND confirmed_at IS NOT NULL",
                            personId)
                    .flatMap(secret -> matching(secret, typed))
                    .filter(step -> spend(personId, step))
                    .map(_ -> "authenticator");
        }
        int used =
                jdbc.sql("DELETE FROM recovery_code WHERE person_id = ? AND hash = ?")
                        .params(personId, Tokens.sha256(typed))
                        .update();
        return used == 1 ? Optional.of("recovery") : Optional.empty();
    }

    private boolean spend(long personId, long step) {
        return jdbc.sql("UPDATE totp SET last_step = ? WHERE person_id = ? AND last_step < ?")
                        .params(step, personId, step)
                        .update()
                == 1;
    }

    /// One step before and after ours are as good: clocks differ.
    private Optional<Long> matching(byte[] secret, String code) {
        long now = clock.instant().getEpochSecond() / STEP;
        Optional<Long> found = Optional.empty();
        for (long step = now - 1; step <= now + 1; step++) {
            if (isCode(secret, step, code)) {
                found = Optional.of(step);
            }
        }
        return found;
    }

    private boolean isCode(byte[] secret, long step, String code) {
        try {
            int right =
                    codes.generateOneTimePassword(
                            new SecretKeySpec(secret, codes.getAlgorithm()),
                            Instant.ofEpochSecond(step * STEP));
            return MessageDigest.isEqual(
                    "%06d".formatted(right).getBytes(StandardCharsets.US_ASCII),
                    code.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a secret of 20 bytes is a key", e);
        }
    }

    private List<String> newRecoveryCodes(long personId) {
        jdbc.sql("DELETE FROM recovery_code WHERE person_id = ?").param(personId).update();
        var made = new ArrayList<String>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[10];
            random.nextBytes(bytes);
            String code = Base32.of(bytes).toLowerCase(Locale.ROOT);
            jdbc.sql("INSERT INTO recovery_code (person_id, hash) VALUES (?, ?)")
                    .params(personId, Tokens.sha256(code))
                    .update();
            made.add(code.replaceAll("(.{4})(?!$)", "$1-"));
        }
        return List.copyOf(made);
    }

    private Secret shown(Actor by, byte[] secret) {
        String login = people.byId(by.personId()).map(Person::login).orElse(by.name());
        String text = Base32.of(secret);
        return new Secret(
                text,
                "otpauth://totp/Sluice:%s?secret=%s&issuer=Sluice"
                        .formatted(URLEncoder.encode(login, StandardCharsets.UTF_8), text));
    }

    private Optional<byte[]> sealed(String sql, long personId) {
        return jdbc.sql(sql)
                .param(personId)
                .query(String.class)
                .optional()
                .map(sealed -> opened(sealed, personId));
    }

    private byte[] opened(String sealed, long personId) {
        try {
            return HexFormat.of().parseHex(sealing.open(sealed, place(personId)));
        } catch (Sealing.OtherKey _) {
            throw new Refusal(
                    "The second factor can't be read: this server has another key than it was sealed with. A"
                            + " recovery code still counts, and an administrator can take it off.");
        }
    }

    private long count(String sql, long personId) {
        return jdbc.sql(sql).param(personId).query(Long.class).single();
    }

    private static String place(long personId) {
        return "totp/" + personId;
    }

    private static String digits(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }
}
