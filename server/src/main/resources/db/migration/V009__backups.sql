-- What is kept before each run: a policy of the environment, and a row for each backup of an attempt.
alter table environment add column backup text not null default 'none'
    check (backup in ('none', 'pg_dump', 'command'));

create table backup (
    id bigint generated always as identity primary key,
    run_id bigint not null references run,
    attempt int not null,
    policy text not null,
    state text not null check (state in ('running', 'made', 'failed')),
    tool text not null default '',
    place text not null default '',
    bytes bigint,
    sha256 text,
    restore text,
    reason text not null default '',
    started_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz
);
create index backup_run on backup (run_id, id);
