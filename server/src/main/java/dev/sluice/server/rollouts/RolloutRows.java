package dev.sluice.server.rollouts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads rollouts, whole or around one run.
@Component
final class RolloutRows {
    private final JdbcClient jdbc;

    RolloutRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first.
    List<Rollout> of(long changeId) {
        return jdbc
                .sql("select id from rollout where change_id = ? order by id desc")
                .param(changeId)
                .query(Long.class)
                .list()
                .stream()
                .map(id -> byId(Objects.requireNonNull(id)))
                .toList();
    }

    Rollout byId(long id) {
        return byId(id, stages("s.rollout_id = ?", id, runs("s.rollout_id = ?", id)));
    }

    private Rollout byId(long id, List<Rollout.Stage> stages) {
        return jdbc.sql("select * from rollout where id = ?")
                .param(id)
                .query((row, _) ->
                        new Rollout(
                                id,
                                row.getLong("change_id"),
                                row.getLong("revision_id"),
                                row.getString("direction"),
                                row.getString("started_by"),
                                instantOf(row, "started_at"),
                                stages))
                .single();
    }

    /// A rollout in which nothing is but this run and its stage.
    Rollout around(long runId) {
        record At(long rollout, long stage) {}
        At at =
                jdbc.sql(
                                "select s.rollout_id as rollout, s.id as stage from run r join stage s on s.id = r.stage_id where r.id = ?")
                        .param(runId)
                        .query(At.class)
                        .single();
        return byId(at.rollout(), stages("s.id = ?", at.stage(), runs("r.id = ?", runId)));
    }

    private Map<Long, List<Rollout.Run>> runs(String of, long id) {
        var runs = new HashMap<Long, List<Rollout.Run>>();
        jdbc.sql(
                        """
                        select r.*, t.database_id, d.name as database from run r
                        join stage s on s.id = r.stage_id join revision_target t on t.id = r.target_id
                        join managed_database d on d.id = t.database_id
                        where %s order by d.name\
                        """
                                .formatted(of))
                .param(id)
                .query((row, _) ->
                        runs.computeIfAbsent(row.getLong("stage_id"), _ -> new ArrayList<>())
                                .add(run(row)))
                .list();
        return runs;
    }

    private List<Rollout.Stage> stages(String of, long id, Map<Long, List<Rollout.Run>> runs) {
        return jdbc.sql(
                        """
                        select s.*, e.name as environment from stage s join environment e on e.id = s.environment_id
                        where %s order by s.position\
                        """
                                .formatted(of))
                .param(id)
                .query((row, _) ->
                        new Rollout.Stage(
                                row.getLong("id"),
                                row.getLong("environment_id"),
                                row.getString("environment"),
                                row.getInt("position"),
                                row.getString("state"),
                                row.getInt("turn"),
                                row.getBoolean("held"),
                                row.getBoolean("stop_asked"),
                                row.getInt("parallel"),
                                row.getInt("batch"),
                                row.getInt("stop_after"),
                                instant(row, "started_at"),
                                instant(row, "done_at"),
                                runs.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    /// Without their runs.
    List<Rollout.Stage> forwardStages(long changeId) {
        return stages(
                "s.rollout_id = (select max(id) from rollout where direction = 'up' and change_id = ?)",
                changeId,
                Map.of());
    }

    static Rollout.Run run(ResultSet row) throws SQLException {
        return new Rollout.Run(
                row.getLong("id"),
                row.getLong("target_id"),
                row.getLong("database_id"),
                row.getString("database"),
                row.getString("state"),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getLong("epoch"),
                row.getInt("wave"),
                row.getBoolean("due"),
                row.getLong("ticket"));
    }

    private static Instant instantOf(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
