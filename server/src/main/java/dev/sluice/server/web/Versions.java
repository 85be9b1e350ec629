package dev.sluice.server.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The version of a resource is the digest of what a reader is answered: it can't be forgotten at a
/// write, and two servers agree on it.
@Component
public final class Versions {
    /// What a write holds fast while it compares and writes.
    public enum Held {
        CHANGE("select id from change where id = ? for update"),
        ENVIRONMENT("select id from environment where id = ? for no key update"),
        FREEZE("select id from rollout_freeze where id = ? for update");

        private final String sql;

        Held(String sql) {
            this.sql = sql;
        }
    }

    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Versions(JsonMapper json, JdbcClient jdbc, TransactionTemplate transaction) {
        this.json = json;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    String tag(Object answer) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(answer));
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, 16)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Writes if `now` is still a version that the caller has seen, and answers what is there then.
    /// Of two with the same If-Match one writes.
    public <T> T write(IfMatch match, Held held, long id, Supplier<T> now, Runnable write) {
        if (match.isGiven())
            transaction.executeWithoutResult(_ -> {
                jdbc.sql(held.sql).param(id).query(Long.class).optional();
                String tag = tag(now.get());
                if (!match.takes(tag)) throw new MovedOn(tag);
                write.run();
            });
        else write.run();
        return Objects.requireNonNull(now.get());
    }
}
