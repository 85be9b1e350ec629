package dev.sluice.bench.fleet;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/// Where the time of the runs of the last stage went, by the lines of their logs.
final class Phases {
    /// The moments of each run, in order; the time up to each is that of its phase. What lies
    /// between two runs of one turn is told as the rest of `parallel` times the stage.
    private static final String SHARES =
            """
            with stage as (select * from stage order by id desc limit 1),
            moment as (
                select r.id as run, l.id as place, l.at, case
                    when l.message like 'connected to%' then 'connect, session checks'
                    when l.message like 'nobody else%' then 'fence'
                    when l.message like 'applied before%' then 'ledger'
                    when l.message = 'begins' then 'catalog before, comparison'
                    when l.level = 'sql' then 'session settings, BEGIN'
                    when l.message like 'done%' then 'statements'
                    when l.message = 'COMMIT' then 'catalog after, comparison, ledger row'
                    when l.message = 'committed' then 'commit'
                    else 'told' end as phase
                from run r join stage s on s.id = r.stage_id join run_log l on l.run_id = r.id
                union all select r.id, 0, a.started_at, 'claimed' from run r
                    join stage s on s.id = r.stage_id join attempt a on a.run_id = r.id
                union all select r.id, 9223372036854775807, a.ended_at, 'history' from run r
                    join stage s on s.id = r.stage_id join attempt a on a.run_id = r.id),
            took as (
                select phase, extract(epoch from at - lag(at) over (partition by run order by place)) as seconds
                from moment),
            known as (select phase, sum(seconds) as seconds from took where phase <> 'claimed' group by phase),
            whole as (select extract(epoch from done_at - started_at) * parallel as seconds from stage)
            select phase, seconds, 100 * seconds / (select seconds from whole) as share from known
            union all select 'metadata: gates, claim, end, next turn',
                (select seconds from whole) - (select sum(seconds) from known),
                100 * (1 - (select sum(seconds) from known) / (select seconds from whole))
            order by 2 desc\
            """;

    private Phases() {}

    static void print(Connection metadata, int runs, PrintStream out) throws SQLException {
        try (var statement = metadata.createStatement()) {
            statement.execute("set search_path = sluice_server");
            try (var row = statement.executeQuery(SHARES)) {
                while (row.next())
                    out.printf(
                            "  %5.1f %%  %7.1f ms a run  %s%n",
                            row.getDouble("share"),
                            row.getDouble("seconds") * 1000 / runs,
                            row.getString("phase"));
            }
        }
    }
}
