package dev.sluice.server.identity;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Holds what takes a role, a membership or an account away against the one thing that must stay:
/// an open account that administers everywhere. Those who take away at once wait for each other.
@Component
final class LastAdministrator {
    private static final long LOCK = 0x536C7563_41646D69L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LastAdministrator(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    boolean stands() {
        return jdbc.sql(
                                """
                                SELECT count(*) FROM role_grant g JOIN person p ON p.id = g.person_id
                                    OR p.id IN (SELECT m.person_id FROM group_member m WHERE m.group_id = g.group_id)
                                WHERE g.role = 'administrator' AND g.project_id IS NULL
                                AND p.disabled_at IS NULL AND p.kind = 'person'
                                """)
                        .query(Long.class)
                        .single()
                > 0;
    }

    <T> T kept(Supplier<T> taking) {
        T result =
                transaction.execute(_ -> {
                    jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                            .param(LOCK)
                            .query((row, n) -> 0)
                            .list();
                    boolean before = stands();
                    T taken = taking.get();
                    if (before && !stands())
                        throw new Refusal(
                                "This would leave nobody who administers everywhere. Nothing was changed. Make"
                                        + " somebody else an administrator first.");
                    return taken;
                });
        return java.util.Objects.requireNonNull(result);
    }
}
