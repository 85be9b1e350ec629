package dev.sluice.server.windows;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.work.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to windows and freezes. Whoever changes them wakes the changes that wait.
@Component
public final class Windows {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Work work;
    private final Clock clock;

    Windows(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Changes changes,
            Work work,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.work = work;
        this.clock = clock;
    }

    /// Whether the environment may be rolled out to now.
    public Opening opening(Environment environment) {
        return new Schedule(
                        of(environment),
                        standing(environment.projectId()).stream()
                                .filter(f -> f.isOf(environment.name()))
                                .toList())
                .at(clock.instant());
    }

    public List<Window> of(Environment environment) {
        return ReadOnce.of(
                "windows",
                List.of(environment.id()),
                () ->
                        jdbc.sql(
                                        "select * from maintenance_window where environment_id = ? order by ordinal")
                                .param(environment.id())
                                .query(Windows::window)
                                .list());
    }

    /// All windows of an environment at once, in place of those that it had.
    public void set(
            Actor by,
            Project project,
            String environment,
            @Nullable List<@Nullable NewWindow> wanted) {
        rights.need(by, Right.ADMIN, project.id());
        Environment at = projects.environment(project.id(), environment);
        List<Window> windows = Reading.windows(wanted);
        transaction.executeWithoutResult(_ -> {
            lock(at);
            put(by, project, at, windows);
        });
    }

    public void add(Actor by, Project project, String environment, NewWindow wanted) {
        rights.need(by, Right.ADMIN, project.id());
        Environment at = projects.environment(project.id(), environment);
        List<Window> more = Reading.windows(List.of(wanted));
        transaction.executeWithoutResult(_ -> {
            lock(at);
            var windows = new ArrayList<>(of(at));
            windows.addAll(more);
            put(by, project, at, windows);
        });
    }

    /// By its words: a page that is older than another's edit takes away no other window.
    public void remove(Actor by, Project project, String environment, String words) {
        rights.need(by, Right.ADMIN, project.id());
        Environment at = projects.environment(project.id(), environment);
        transaction.executeWithoutResult(_ -> {
            lock(at);
            var windows = new ArrayList<>(of(at));
            if (!windows.removeIf(w -> w.words().equals(words)))
                throw new Conflict("%s has no window %s any more.".formatted(environment, words));
            put(by, project, at, windows);
        });
    }

    private void lock(Environment at) {
        jdbc.sql("select id from environment where id = ? for no key update")
                .param(at.id())
                .query(Long.class)
                .single();
    }

    private void put(Actor by, Project project, Environment at, List<Window> windows) {
        jdbc.sql("delete from maintenance_window where environment_id = ?").param(at.id()).update();
        for (int i = 0; i < windows.size(); i++) insert(at, i, windows.get(i));
        audit.record(
                by,
                "window.set",
                project.id(),
                at.name(),
                Map.of("windows", windows.stream().map(Window::words).toList()));
        wake(project.id());
    }

    private void insert(Environment at, int ordinal, Window w) {
        jdbc.sql(
                        """
                        insert into maintenance_window (environment_id, ordinal, days, starts, ends, zone)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        at.id(),
                        ordinal,
                        w.days().stream().map(DayOfWeek::name).collect(Collectors.joining(" ")),
                        w.start(),
                        w.end(),
                        w.zone().getId())
                .update();
    }

    /// Those that are on or still to come, in their order.
    public List<Freeze> freezes(long projectId) {
        return standing(projectId).stream().filter(f -> !f.isOver(clock.instant())).toList();
    }

    private List<Freeze> standing(long projectId) {
        return ReadOnce.of(
                "freezes",
                List.of(projectId),
                () ->
                        jdbc.sql(
                                        """
                                        select f.*, e.name as environment from rollout_freeze f
                                        left join environment e on e.id = f.environment_id
                                        where f.project_id = ? and f.ended_at is null order by f.starts, f.id\
                                        """)
                                .param(projectId)
                                .query(Windows::freeze)
                                .list());
    }

    public Freeze freeze(Actor by, Project project, NewFreeze wanted) {
        rights.need(by, Right.ADMIN, project.id());
        List<Environment> all = projects.environments(project.id());
        Freeze read =
                Reading.freeze(
                        wanted,
                        all.stream().map(Environment::name).toList(),
                        clock.instant(),
                        by.name());
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    Freeze made = insert(project, read, all);
                    audit.record(by, "freeze.added", project.id(), subject(made), detail(made));
                    wake(project.id());
                    return made;
                }));
    }

    private Freeze insert(Project project, Freeze f, List<Environment> all) {
        long id =
                jdbc.sql(
                                """
                                insert into rollout_freeze (project_id, environment_id, starts, ends, zone, reason, added_by)
                                values (:project, cast(:environment as bigint), :from, :to, :zone, :reason, :by)
                                returning id\
                                """)
                        .param("project", project.id())
                        .param(
                                "environment",
                                all.stream()
                                        .filter(e -> e.name().equals(f.environment()))
                                        .map(Environment::id)
                                        .findFirst()
                                        .orElse(null))
                        .param("from", f.from())
                        .param("to", f.to())
                        .param("zone", f.zone().getId())
                        .param("reason", f.reason())
                        .param("by", f.by())
                        .query(Long.class)
                        .single();
        return new Freeze(id, f.environment(), f.from(), f.to(), f.zone(), f.reason(), f.by());
    }

    /// Now, or before it began.
    public void end(Actor by, Project project, long id) {
        rights.need(by, Right.ADMIN, project.id());
        transaction.executeWithoutResult(_ -> {
            Freeze ended =
                    freezes(project.id()).stream()
                            .filter(f -> f.id() == id)
                            .findFirst()
                            .orElseThrow(() ->
                                    new NotFound(
                                            "There is no such freeze in this project, or it is over."));
            int rows =
                    jdbc.sql(
                                    "update rollout_freeze set ended_at = now(), ended_by = ? where id = ? and ended_at is null")
                            .params(by.name(), id)
                            .update();
            if (rows == 0) throw new Conflict("Somebody has ended this freeze just now.");
            audit.record(by, "freeze.ended", project.id(), subject(ended), detail(ended));
            wake(project.id());
        });
    }

    private static String subject(Freeze f) {
        return Objects.requireNonNullElse(f.environment(), "all environments");
    }

    private static Map<String, Object> detail(Freeze f) {
        return Map.of(
                "freeze", f.id(), "from", f.fromWords(), "to", f.toWords(), "reason", f.reason());
    }

    private void wake(long projectId) {
        changes.open(projectId).stream().map(Change::id).forEach(id -> work.soon("advance", id));
    }

    private static Window window(ResultSet row, int n) throws SQLException {
        return new Window(
                Arrays.stream(row.getString("days").split(" ")).map(DayOfWeek::valueOf).toList(),
                row.getObject("starts", LocalTime.class),
                row.getObject("ends", LocalTime.class),
                ZoneId.of(row.getString("zone")));
    }

    private static Freeze freeze(ResultSet row, int n) throws SQLException {
        return new Freeze(
                row.getLong("id"),
                row.getString("environment"),
                row.getObject("starts", LocalDateTime.class),
                row.getObject("ends", LocalDateTime.class),
                ZoneId.of(row.getString("zone")),
                row.getString("reason"),
                row.getString("added_by"));
    }
}
