package dev.sluice.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Rows of the metadata made out of rows of the metadata. The hashes of the events that it adds are
/// of no chain.
final class Copies {
    static final String AUTHOR = "ada";
    private static final int OTHERS = 60;

    /// The newest is of now, each older one by an hour.
    private static final String CHANGE =
            """
            with made as (
                insert into change (project_id, number, title, ref, author_id, author, kind, state, reason,
                    created_at, labels)
                select c.project_id, (select max(number) from change) + n, c.title || ' ' || n, c.ref || '-' || n,
                    c.author_id, c.author, c.kind, c.state, c.reason, now() - make_interval(hours => :count - n),
                    c.labels
                from change c, generate_series(1, :count) n where c.number = :number returning id, number)
            insert into copied (n, change, number, old_change, old_revision, old_number)
            select row_number() over (order by m.number), m.id, m.number, c.id, r.id, c.number
            from made m, change c join revision r on r.change_id = c.id where c.number = :number\
            """;

    private static final List<String> ROWS =
            List.of(
                    """
                    with made as (
                        insert into revision (change_id, number, release_id, base, digest, predecessors, editor_id,
                            editor, token_maker_id)
                        select c.change, r.number, r.release_id, r.base, r.digest, r.predecessors, r.editor_id,
                            r.editor, r.token_maker_id
                        from copied c join revision r on r.id = c.old_revision returning id, change_id)
                    update copied set revision = made.id from made where made.change_id = copied.change\
                    """,
                    """
                    insert into revision_target (revision_id, ordinal, environment_id, database_id, position,
                        expected_fingerprint)
                    select c.revision, t.ordinal, t.environment_id, t.database_id, t.position, t.expected_fingerprint
                    from copied c join revision_target t on t.revision_id = c.old_revision\
                    """,
                    """
                    insert into aim (n, old, new) select c.n, t.id, u.id from copied c
                    join revision_target t on t.revision_id = c.old_revision
                    join revision_target u on u.revision_id = c.revision and u.ordinal = t.ordinal\
                    """,
                    """
                    insert into target_migration (target_id, ordinal, digest, tag, drizzle_hash, drizzle_when, text,
                        statements, down, chain)
                    select a.new, m.ordinal, m.digest, m.tag, m.drizzle_hash, m.drizzle_when, m.text, m.statements,
                        m.down, m.chain || '-' || a.n
                    from aim a join target_migration m on m.target_id = a.old\
                    """,
                    """
                    insert into migration_proof (chain, major, tag, verdict, reasons, hazards, written_tables,
                        differences, down, fingerprint_before, fingerprint_after, up_millis, down_millis)
                    select p.chain || '-' || w.n, p.major, p.tag, p.verdict, p.reasons, p.hazards, p.written_tables,
                        p.differences, p.down, p.fingerprint_before, p.fingerprint_after, p.up_millis, p.down_millis
                    from (select distinct a.n, m.chain from aim a join target_migration m on m.target_id = a.old) w
                    join migration_proof p on p.chain = w.chain\
                    """,
                    """
                    insert into revision_check (revision_id, target_id, kind, state, message, details)
                    select c.revision, a.new, k.kind, k.state, k.message, k.details from copied c
                    join revision_check k on k.revision_id = c.old_revision
                    left join aim a on a.n = c.n and a.old = k.target_id\
                    """,
                    """
                    insert into approval (revision_id, environment_id, digest, person_id, person,
                        acknowledges_data_loss, at)
                    select c.revision, a.environment_id, a.digest, a.person_id, a.person, a.acknowledges_data_loss,
                        a.at from copied c join approval a on a.revision_id = c.old_revision\
                    """,
                    """
                    insert into rollout (change_id, revision_id, direction, started_by, started_at)
                    select c.change, c.revision, o.direction, o.started_by, o.started_at
                    from copied c join rollout o on o.change_id = c.old_change\
                    """,
                    """
                    insert into stage (rollout_id, environment_id, position, state, turn, started_by, started_at,
                        done_at, parallel, batch, stop_after)
                    select p.id, s.environment_id, s.position, s.state, s.turn, s.started_by, s.started_at, s.done_at,
                        s.parallel, s.batch, s.stop_after
                    from copied c join rollout o on o.change_id = c.old_change join stage s on s.rollout_id = o.id
                    join rollout p on p.change_id = c.change\
                    """,
                    """
                    insert into run (stage_id, target_id, state, reason, epoch, attempts, updated_at, wave, due, ticket)
                    select y.id, a.new, r.state, r.reason, r.epoch, r.attempts, r.updated_at, r.wave, r.due, r.ticket
                    from copied c join rollout o on o.change_id = c.old_change join stage s on s.rollout_id = o.id
                    join run r on r.stage_id = s.id join aim a on a.n = c.n and a.old = r.target_id
                    join rollout p on p.change_id = c.change
                    join stage y on y.rollout_id = p.id and y.environment_id = s.environment_id\
                    """,
                    """
                    insert into done (old, new, number) select r.id, q.id, c.number from copied c
                    join aim a on a.n = c.n join run r on r.target_id = a.old join run q on q.target_id = a.new\
                    """,
                    """
                    insert into attempt (run_id, number, epoch, started_at, ended_at, outcome)
                    select d.new, a.number, a.epoch, a.started_at, a.ended_at, a.outcome
                    from done d join attempt a on a.run_id = d.old\
                    """,
                    """
                    insert into run_log (run_id, attempt, at, level, tag, statement_no, message, millis)
                    select d.new, l.attempt, l.at, l.level, l.tag, l.statement_no, l.message, l.millis
                    from done d join run_log l on l.run_id = d.old order by d.new, l.id\
                    """,
                    """
                    insert into backup (run_id, attempt, policy, state, tool, place, bytes, started_at, ended_at)
                    select new, 1, 'command', 'made', 'keep', 'kept/' || new, 1048576, now(), now() from done\
                    """,
                    """
                    insert into history (database_id, run_id, change_number, migration_digest, tag, direction, origin,
                        fingerprint_before, fingerprint_after, by, at)
                    select h.database_id, d.new, d.number, h.migration_digest, h.tag, h.direction, h.origin,
                        h.fingerprint_before, h.fingerprint_after, h.by, h.at
                    from done d join history h on h.run_id = d.old\
                    """,
                    """
                    insert into audit_event (seq, at, person_id, person, token_id, action, project_id, subject, detail,
                        prev_hash, row_hash)
                    select last.seq + row_number() over (order by c.n, e.seq), e.at, e.person_id, e.person, e.token_id,
                        e.action, e.project_id, '#' || c.number, e.detail,
                        encode(sha256(convert_to('before ' || c.change || ' ' || e.seq, 'UTF8')), 'hex'),
                        encode(sha256(convert_to('of ' || c.change || ' ' || e.seq, 'UTF8')), 'hex')
                    from copied c join audit_event e on e.subject = '#' || c.old_number,
                        (select max(seq) as seq from audit_event) last\
                    """);

    private final Connection metadata;

    Copies(Connection metadata) {
        this.metadata = metadata;
    }

    /// All with the password of the administrator. The readers may see everything.
    void people(int readers) throws SQLException {
        execute(
                """
                insert into person (login, name, password_hash)
                select who.login, initcap(who.login), p.password_hash from person p, (
                    select '%s' as login union all select 'reader' || n from generate_series(1, %d) n
                    union all select 'other' || n from generate_series(1, %d) n) who
                where p.login = '%s'\
                """
                        .formatted(AUTHOR, readers, OTHERS, Place.ADMIN));
        execute(
                """
                insert into role_grant (person_id, role)
                select id, role from person, unnest(array['administrator', 'auditor']) role
                where login like 'reader%'\
                """);
        execute(
                "insert into person_group (name) select 'group' || n from generate_series(1, 20) n");
        execute(
                """
                insert into group_member (group_id, person_id)
                select g.id, p.id from person_group g join person p on p.id % 20 = g.id % 20\
                """);
        execute(
                "insert into role_grant (person_id, role) select id, 'developer' from person where login = '%s'"
                        .formatted(AUTHOR));
    }

    void of(int number, int count) throws SQLException {
        metadata.setAutoCommit(false);
        execute(
                "create temp table copied (n int, change bigint, number int, revision bigint, old_change bigint, old_revision bigint, old_number int) on commit drop");
        execute("create temp table aim (n int, old bigint, new bigint) on commit drop");
        execute("create temp table done (old bigint, new bigint, number int) on commit drop");
        execute(CHANGE.replace(":count", "" + count).replace(":number", "" + number));
        for (String rows : ROWS) {
            execute("analyze copied, aim, done");
            execute(rows);
        }
        metadata.commit();
        metadata.setAutoCommit(true);
    }

    /// What is not of a change; and what the database knows of its tables after a night.
    void rest() throws SQLException {
        execute(
                """
                insert into role_grant (person_id, role, project_id)
                select p.id, role, j.id from project j, person p, unnest(array['developer', 'approver']) role
                where p.login like 'other%'\
                """);
        execute(
                """
                insert into rollout_freeze (project_id, starts, ends, zone, reason, added_by, ended_at, ended_by)
                select id, localtimestamp + make_interval(days => n), localtimestamp + make_interval(days => n + 1),
                    'Europe/Berlin', 'sales ' || n, 'Ada', case when n % 10 > 0 then now() end,
                    case when n % 10 > 0 then 'Ada' end
                from project, generate_series(1, 200) n\
                """);
        execute(
                """
                insert into drift (database_id, state, fingerprint_record, fingerprint_live, differences, closed_at,
                    closed_by, reason)
                select id, 'gone', recorded_fingerprint, recorded_fingerprint, '["table a: added"]', now(), 'Ada',
                    'as it was' from managed_database, generate_series(1, 50)\
                """);
        execute(
                """
                insert into break_glass (revision_id, environment_id, digest, past, reason, asker_id, asker,
                    confirmer_id, confirmer, confirmed_at)
                select r.id, e.id, r.digest, 'approvals', 'at night', p.id, p.name, q.id, q.name, now()
                from revision r, environment e, person p, person q
                where e.name = 'production' and p.login = 'other1' and q.login = 'other2' and r.id % 10 = 0\
                """);
        execute("vacuum analyze");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = metadata.createStatement()) {
            statement.execute(sql);
        }
    }
}
