package dev.sluice.server.rollouts;

import dev.sluice.rollout.RunEvent;
import dev.sluice.rollout.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The log of the runs. No run waits for its lines to be written: one writer takes all that are
/// there at a time, in order, so that many runs cost few transactions.
@Component
final class RunLog implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;

    private static final String WRITE =
            """
            insert into run_log (run_id, attempt, at, level, tag, statement_no, message, millis)
            select run, attempt, clock_timestamp() - make_interval(secs => age / 1e9), level, tag, number, message, millis
            from unnest(cast(? as bigint[]), cast(? as int[]), cast(? as bigint[]), cast(? as text[]), cast(? as text[]),
                cast(? as int[]), cast(? as text[]), cast(? as bigint[]))
                with ordinality as l (run, attempt, age, level, tag, number, message, millis, place) order by place\
            """;

    private record Line(
            long runId,
            int attempt,
            long at,
            String level,
            @Nullable String tag,
            @Nullable Integer number,
            String message,
            @Nullable Long millis) {}

    private final JdbcClient jdbc;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(MOST);
    private final Thread writer;
    private volatile boolean ending;

    RunLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.writer = Thread.ofVirtual().name("run log").start(this::write);
    }

    private void write() {
        while (!ending || !lines.isEmpty()) {
            try {
                var taken = new ArrayList<Line>();
                taken.add(lines.take());
                lines.drainTo(taken, AT_ONCE);
                write(taken);
            } catch (InterruptedException _) {
                // the server ends; what is there is still written
            }
        }
    }

    private void write(List<Line> taken) {
        long now = System.nanoTime();
        try {
            jdbc.sql(WRITE)
                    .params(
                            taken.stream().map(Line::runId).toArray(Long[]::new),
                            taken.stream().map(Line::attempt).toArray(Integer[]::new),
                            taken.stream().map(l -> now - l.at()).toArray(Long[]::new),
                            taken.stream().map(Line::level).toArray(String[]::new),
                            taken.stream().map(Line::tag).toArray(String[]::new),
                            taken.stream().map(Line::number).toArray(Integer[]::new),
                            taken.stream().map(Line::message).toArray(String[]::new),
                            taken.stream().map(Line::millis).toArray(Long[]::new))
                    .update();
        } catch (RuntimeException e) {
            LOG.warn("{} lines of the logs of runs were lost: {}", taken.size(), e.getMessage());
        }
    }

    void line(
            long runId,
            int attempt,
            String level,
            @Nullable String tag,
            @Nullable Integer number,
            String message,
            @Nullable Long millis) {
        var line =
                new Line(
                        runId,
                        attempt,
                        System.nanoTime(),
                        level,
                        tag,
                        number,
                        message.replace("\u0000", ""),
                        millis);
        if (!lines.offer(line)) LOG.warn("a line of the log of run {} was lost", runId);
    }

    RunListener of(long runId, int attempt) {
        return event -> {
            Said s = said(event);
            if (s != null) line(runId, attempt, s.level, s.tag, s.number, s.message, s.millis);
        };
    }

    private record Said(
            String level,
            @Nullable String tag,
            @Nullable Integer number,
            String message,
            @Nullable Long millis) {
        static Said info(@Nullable String tag, String message) {
            return new Said("info", tag, null, message, null);
        }

        static Said warning(@Nullable String tag, String message) {
            return new Said("warning", tag, null, message, null);
        }
    }

    /// Null for what is no line.
    private static @Nullable Said said(RunEvent event) {
        return switch (event) {
            case RunEvent.Recorded _ -> null;
            case RunEvent.Connected(var identity, int major, long backend) ->
                    Said.info(
                            null,
                            "connected to %s, PostgreSQL %d, process %d"
                                    .formatted(identity, major, backend));
            case RunEvent.WaitingForFence(var holders) ->
                    Said.warning(
                            null,
                            "waiting for another session: "
                                    + String.join(
                                            "; ",
                                            holders.stream().map(RunEvent.Holder::words).toList()));
            case RunEvent.FenceHeld() ->
                    Said.info(null, "nobody else changes this database now: its lock is held");
            case RunEvent.LedgerRead(var skipped, var pending) ->
                    Said.info(
                            null,
                            "applied before: " + listed(skipped) + "; to do: " + listed(pending));
            case RunEvent.Adopted(var tags) ->
                    Said.info(null, "taken over from Drizzle's own record: " + listed(tags));
            case RunEvent.MigrationStarted(String tag) -> Said.info(tag, "begins");
            case RunEvent.StatementStarted(String tag, int number, String sql) ->
                    new Said("sql", tag, number, sql, null);
            case RunEvent.StatementDone(String tag, int number, var took, long rows) ->
                    new Said(
                            "info",
                            tag,
                            number,
                            rows > 0 ? "done, " + rows + (rows == 1 ? " row" : " rows") : "done",
                            took.toMillis());
            case RunEvent.WaitingForLock(String tag, int number, var blockers) ->
                    new Said(
                            "warning",
                            tag,
                            number,
                            "waits for "
                                    + String.join(
                                            "; ",
                                            blockers.stream()
                                                    .map(RunEvent.Blocker::words)
                                                    .toList()),
                            null);
            case RunEvent.Notice(String tag, String text) -> Said.info(tag, text);
            case RunEvent.Retrying(String tag, int n, String reason, var pause) ->
                    Said.warning(tag, "try " + n + " in " + pause.toMillis() + " ms: " + reason);
            case RunEvent.Committing(String tag) -> Said.info(tag, "COMMIT");
            case RunEvent.MigrationDone(String tag, var took) ->
                    new Said("info", tag, null, "committed", took.toMillis());
        };
    }

    private static String listed(List<String> tags) {
        return tags.isEmpty() ? "none" : String.join(", ", tags);
    }

    @Override
    public void destroy() throws InterruptedException {
        ending = true;
        writer.interrupt();
        writer.join(5000);
    }
}
