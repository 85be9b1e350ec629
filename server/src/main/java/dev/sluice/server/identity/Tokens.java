package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Personal tokens: `slc_` and 256 random bits, kept as a SHA-256. A token cannot make tokens, and
/// never outlives or exceeds its person; making one takes a fresh proof of who that is.
@Component
public final class Tokens {
    public static final List<String> SCOPES =
            List.of(
                    Right.READ,
                    Right.CHANGE,
                    Right.APPROVE,
                    Right.ROLLOUT,
                    Right.BREAK_GLASS,
                    Right.AUDIT,
                    Right.ADMIN);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final String PREFIX = "slc_";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Tokens(JdbcClient jdbc, TransactionTemplate transaction, Rights rights, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
    }

    public Token.Made create(
            Proven proven,
            String name,
            @Nullable Long projectId,
            Collection<String> scopes,
            Duration validFor) {
        Actor by = proven.actor();
        check(by, name, projectId, scopes, validFor);
        scopes.stream()
                // A scope limits and gives nothing: the others may be taken before their role is
                // given.
                .filter(s -> s.equals(Right.ADMIN) || s.equals(Right.AUDIT))
                .forEach(s -> rights.need(by, s));
        return made(
                by,
                by.personId(),
                name.strip(),
                projectId,
                scopes,
                validFor,
                Map.of(),
                proven.at());
    }

    /// A token of a service account, which has no other way in. Whoever makes it has a hand in what
    /// is released with it.
    public Token.Made createFor(
            Actor by,
            Person service,
            String name,
            @Nullable Long projectId,
            Collection<String> scopes,
            Duration validFor) {
        rights.needEverywhere(by, Right.ADMIN);
        if (!service.service())
            throw new Refusal(
                    service.login() + " is a person: only they make their tokens, signed in.");
        if (scopes.contains(Right.ADMIN) || scopes.contains(Right.APPROVE))
            throw new Refusal(
                    service.login()
                            + " is a service account: its tokens have the scopes read, change, rollout and audit at most.");
        check(by, name, projectId, scopes, validFor);
        return made(
                by,
                service.id(),
                name.strip(),
                projectId,
                scopes,
                validFor,
                Map.of("account", service.login()),
                null);
    }

    private Token.Made made(
            Actor by,
            long personId,
            String name,
            @Nullable Long projectId,
            Collection<String> scopes,
            Duration validFor,
            Map<String, String> more,
            @Nullable Instant provedAt) {
        String text = PREFIX + randomText();
        Instant expires = Instant.now().plus(validFor);
        var detail = new TreeMap<String, Object>(more);
        detail.put("scopes", new TreeSet<>(scopes));
        detail.put("expires", expires.toString());
        Long id =
                transaction.execute(status -> {
                    long made =
                            insert(by, personId, name, projectId, scopes, text, expires, provedAt);
                    audit.record(by, "token.created", projectId, name, detail);
                    return made;
                });
        return new Token.Made(Objects.requireNonNull(id), text, expires);
    }

    public List<Token> of(Actor person) {
        return of(person.personId());
    }

    public List<Token> of(long personId) {
        return jdbc.sql(
                        "SELECT * FROM token WHERE person_id = ? ORDER BY revoked_at NULLS FIRST, id DESC")
                .param(personId)
                .query(Tokens::token)
                .list();
    }

    /// Those that nobody has revoked, by person.
    public Map<Long, List<Token>> standing() {
        var tokens = new HashMap<Long, List<Token>>();
        jdbc.sql("SELECT * FROM token WHERE revoked_at IS NULL ORDER BY id DESC")
                .query((row, n) ->
                        tokens.computeIfAbsent(row.getLong("person_id"), _ -> new ArrayList<>())
                                .add(token(row, n)))
                .list();
        return tokens;
    }

    /// One's own; who administers everywhere revokes anybody's.
    public void revoke(Actor by, long tokenId) {
        boolean administers = rights.isAdministrator(by);
        transaction.executeWithoutResult(status -> {
            String name =
                    jdbc.sql(
                                    """
                                    UPDATE token SET revoked_at = coalesce(revoked_at, now())
                                    WHERE id = ? AND (person_id = ? OR ?) RETURNING name
                                    """)
                            .params(tokenId, by.personId(), administers)
                            .query(String.class)
                            .optional()
                            .orElseThrow(() -> new NotFound("There is no such token of yours."));
            audit.record(by, "token.revoked", null, name, Map.of());
        });
    }

    /// Whose token this is, while it and its person stand.
    Optional<Actor> actor(String text) {
        if (!text.startsWith(PREFIX) || text.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        UPDATE token t SET last_used_at = now() FROM person p
                        WHERE t.hash = ? AND t.revoked_at IS NULL AND t.expires_at > now()
                        AND p.id = t.person_id AND p.disabled_at IS NULL
                        RETURNING t.id, p.id AS person_id, p.name
                        """)
                .param(sha256(text))
                .query((row, n) ->
                        new Actor(
                                row.getLong("person_id"), row.getString("name"), row.getLong("id")))
                .optional();
    }

    private void check(
            Actor by,
            String name,
            @Nullable Long projectId,
            Collection<String> scopes,
            Duration validFor) {
        if (by.tokenId() != null) {
            throw new Forbidden("A token can't make tokens. Sign in to make one.");
        }
        if (name.isBlank() || name.length() > 200) {
            throw new Refusal("A token needs a name that says where it is used.");
        }
        if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
            throw new Refusal(
                    "A token needs at least one scope out of " + String.join(", ", SCOPES) + ".");
        }
        if (validFor.isNegative() || validFor.isZero() || validFor.compareTo(LONGEST) > 0) {
            throw new Refusal("A token is valid for 1 to 366 days.");
        }
        if (projectId != null && !rights.sees(by, projectId)) {
            throw new NotFound("There is no such project, or it is not one of yours.");
        }
    }

    private long insert(
            Actor by,
            long personId,
            String name,
            @Nullable Long projectId,
            Collection<String> scopes,
            String text,
            Instant expires,
            @Nullable Instant provedAt) {
        return jdbc.sql(
                        """
                        INSERT INTO token (person_id, project_id, name, hash, scopes, expires_at, made_by, proved_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                        """)
                .param(personId)
                .param(projectId)
                .param(name)
                .param(sha256(text))
                .param(new TreeSet<>(scopes).toArray(String[]::new))
                .param(OffsetDateTime.ofInstant(expires, ZoneOffset.UTC))
                .param(by.personId())
                .param(provedAt == null ? null : OffsetDateTime.ofInstant(provedAt, ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static Token token(ResultSet row, int n) throws SQLException {
        Array scopes = row.getArray("scopes");
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                row.getObject("project_id", Long.class),
                List.of((String[]) scopes.getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant(),
                row.getObject("revoked_at") != null);
    }

    String randomText() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
