package dev.sluice.server.rollouts;

import dev.sluice.server.ReadOnce;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What [Gates] reads of its own, for one revision or for many at once.
@Component
final class GateRows {
    private static final String DRIFTED =
            """
            select t.revision_id, t.environment_id, m.name from revision_target t
            join managed_database m on m.id = t.database_id
            join drift d on d.database_id = t.database_id and d.state = 'open'
            where t.revision_id = any (?)
            and not exists (select from change c join revision v on v.change_id = c.id
                where v.id = t.revision_id and c.drift_id = d.id) order by t.ordinal\
            """;

    private static final String BROKEN_GLASS =
            """
            select revision_id, environment_id, digest from break_glass
            where revision_id = any (?) and confirmed_at is not null\
            """;

    private final JdbcClient jdbc;

    GateRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// `text`: a database's name, or the digest that was answered for.
    record At(long revision, long environment, String text) {}

    /// The databases with open drift that the revision does not take back, in the order of its
    /// targets.
    List<At> drifted(long revision) {
        return one("open drift", revision, DRIFTED);
    }

    List<At> brokenGlass(long revision) {
        return one("broken glass", revision, BROKEN_GLASS);
    }

    void readAhead(List<Long> revisions) {
        ReadOnce.knowEach("open drift", revisions, each(DRIFTED, revisions));
        ReadOnce.knowEach("broken glass", revisions, each(BROKEN_GLASS, revisions));
    }

    /// How many failures end a stage of the environment.
    int stopAfter(long environment) {
        return ReadOnce.of(
                "stop after",
                List.of(environment),
                () ->
                        jdbc.sql("select stop_after from environment where id = ?")
                                .param(environment)
                                .query(Integer.class)
                                .single());
    }

    private List<At> one(String what, long revision, String sql) {
        return ReadOnce.of(
                what,
                List.of(revision),
                () -> each(sql, List.of(revision)).getOrDefault(revision, List.of()));
    }

    private Map<Long, List<At>> each(String sql, List<Long> revisions) {
        return jdbc
                .sql(sql)
                .param(revisions.toArray(Long[]::new))
                .query((row, _) -> new At(row.getLong(1), row.getLong(2), row.getString(3)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(At::revision));
    }
}
