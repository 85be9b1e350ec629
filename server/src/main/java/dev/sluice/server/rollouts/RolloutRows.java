package dev.sluice.server.rollouts;

import dev.sluice.server.ReadOnce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /// Newest first. Three questions, however many there are.
    List<Rollout> of(long changeId) {
        return ReadOnce.of("rollouts", List.of(changeId), () -> read("o.change_id = ?", changeId));
    }

    /// For the rows of a list, which then ask one by one.
    void readAhead(List<Long> changes) {
        Map<Long, List<Rollout>> all =
                read("o.change_id = any (?)", changes.toArray(Long[]::new)).stream()
                        .collect(Collectors.groupingBy(Rollout::changeId));
        for (long change : changes) {
            List<Rollout> its = all.getOrDefault(change, List.of());
            ReadOnce.know("rollouts", List.of(change), its);
            ReadOnce.know(
                    "forward stages",
                    List.of(change),
                    its.stream()
                            .filter(r -> !r.isUndo())
                            .findFirst()
                            .map(Rollout::stages)
                            .orElse(List.of()));
        }
    }

    Rollout byId(long id) {
        return read("o.id = ?", id).getFirst();
    }

    private List<Rollout> read(String of, Object id) {
        Map<Long, List<Rollout.Stage>> stages = stages(of, id, runs(of, id));
        return rollouts(of, id, stages);
    }

    private List<Rollout> rollouts(String of, Object id, Map<Long, List<Rollout.Stage>> stages) {
        return jdbc.sql("select o.* from rollout o where %s order by o.id desc".formatted(of))
                .param(id)
                .query((row, _) ->
                        new Rollout(
                                row.getLong("id"),
                                row.getLong("change_id"),
                                row.getLong("revision_id"),
                                row.getString("direction"),
                                row.getString("started_by"),
                                instantOf(row, "started_at"),
                                stages.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    /// A rollout in which nothing is but this run and its stage.
    Rollout around(long runId) {
        String its = "s.id = (select stage_id from run where id = ?)";
        return rollouts(
                        "o.id = (select s.rollout_id from stage s where %s)".formatted(its),
                        runId,
                        stages(its, runId, runs("r.id = ?", runId)))
                .getFirst();
    }

    private Map<Long, List<Rollout.Run>> runs(String of, Object id) {
        var runs = new HashMap<Long, List<Rollout.Run>>();
        jdbc.sql(
                        """
                        select r.*, t.database_id, d.name as database from run r
                        join stage s on s.id = r.stage_id join rollout o on o.id = s.rollout_id
                        join revision_target t on t.id = r.target_id
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

    private Map<Long, List<Rollout.Stage>> stages(
            String of, Object id, Map<Long, List<Rollout.Run>> runs) {
        var stages = new HashMap<Long, List<Rollout.Stage>>();
        jdbc.sql(
                        """
                        select s.*, e.name as environment from stage s
                        join rollout o on o.id = s.rollout_id join environment e on e.id = s.environment_id
                        where %s order by s.position\
                        """
                                .formatted(of))
                .param(id)
                .query((row, _) ->
                        stages.computeIfAbsent(row.getLong("rollout_id"), _ -> new ArrayList<>())
                                .add(stage(row, runs.getOrDefault(row.getLong("id"), List.of()))))
                .list();
        return stages;
    }

    /// Without their runs.
    List<Rollout.Stage> forwardStages(long changeId) {
        return ReadOnce.of(
                "forward stages",
                List.of(changeId),
                () ->
                        stages(
                                        "o.id = (select max(id) from rollout where direction = 'up' and change_id = ?)",
                                        changeId,
                                        Map.of())
                                .values()
                                .stream()
                                .findFirst()
                                .orElse(List.of()));
    }

    private static Rollout.Stage stage(ResultSet row, List<Rollout.Run> runs) throws SQLException {
        return new Rollout.Stage(
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
                runs);
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
