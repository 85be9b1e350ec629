package dev.sluice.server.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keys of requests that are to be done once, in the metadata: whichever of several servers is
/// asked, the row that could be inserted is the one that runs.
@Component
final class OnceKeys {
    private static final String LIFE = "interval '24 hours'";

    private final JdbcClient jdbc;

    OnceKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What a key stands for; `status` null while the first request runs.
    record Kept(
            byte[] request,
            @Nullable Integer status,
            @Nullable String etag,
            byte @Nullable [] body) {}

    /// Empty when the key is now the caller's; else what it stands for already.
    Optional<Kept> claim(long person, String key, byte[] request) {
        jdbc.sql("delete from idempotency_key where claimed_at < now() - " + LIFE).update();
        // what is deleted between the two statements is gone by its age: the next try finds it free
        for (int tries = 0; tries < 3; tries++) {
            int made =
                    jdbc.sql(
                                    """
                                    insert into idempotency_key (person_id, key, request) values (?, ?, ?)
                                    on conflict do nothing\
                                    """)
                            .params(person, key, request)
                            .update();
            if (made == 1) return Optional.empty();
            Optional<Kept> kept =
                    jdbc.sql(
                                    "select request, status, etag, body from idempotency_key where person_id = ? and key = ?")
                            .params(person, key)
                            .query((row, _) ->
                                    new Kept(
                                            row.getBytes("request"),
                                            row.getObject("status", Integer.class),
                                            row.getString("etag"),
                                            row.getBytes("body")))
                            .optional();
            if (kept.isPresent()) return kept;
        }
        throw new IllegalStateException("a key comes and goes");
    }

    void answered(long person, String key, int status, @Nullable String etag, byte[] body) {
        jdbc.sql(
                        """
                        update idempotency_key set status = :status, etag = :etag, body = :body
                        where person_id = :person and key = :key\
                        """)
                .param("status", status)
                .param("etag", etag)
                .param("body", body)
                .param("person", person)
                .param("key", key)
                .update();
    }

    /// What was refused has changed nothing: the same may be tried again.
    void freed(long person, String key) {
        jdbc.sql("delete from idempotency_key where person_id = ? and key = ? and status is null")
                .params(person, key)
                .update();
    }
}
