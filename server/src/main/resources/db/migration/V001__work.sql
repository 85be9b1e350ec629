-- Projects, releases, changes, rollouts, history. People and audit: V002, V003.
-- Facts about this server: its id in the marks that it leaves in targets.
create table setting (
    name text primary key,
    value text not null
);

create table project (
    id bigint generated always as identity primary key,
    name text not null unique,
    created_at timestamptz not null default now()
);

create table environment (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    name text not null,
    position int not null,
    approvals int not null default 1 check (approvals >= 0),
    automatic boolean not null default false,
    soak_seconds int not null default 0 check (soak_seconds >= 0),
    unique (project_id, name),
    unique (project_id, position) deferrable initially deferred
);

create table catalog (
    fingerprint text primary key,
    major int not null,
    body text not null
);

create table managed_database (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    environment_id bigint not null references environment,
    name text not null,
    host text not null,
    port int not null,
    database_name text not null,
    username text not null,
    ssl_mode text not null default 'prefer',
    credential_kind text not null check (credential_kind in ('env', 'file', 'sealed')),
    credential text not null,
    system_identifier text not null,
    database_oid bigint not null,
    major int not null,
    recorded_fingerprint text not null references catalog,
    registered_at timestamptz not null default now(),
    unique (project_id, name),
    unique (system_identifier, database_oid)
);

create table release (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    digest text not null,
    ref text not null,
    commit_id text not null,
    search_path text not null,
    drizzle_schema text,
    drizzle_table text,
    files jsonb not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null default now()
);
create index release_project on release (project_id, id);

create table release_migration (
    release_id bigint not null references release,
    idx int not null,
    tag text not null,
    digest text not null,
    drizzle_hash text not null,
    drizzle_when bigint not null,
    text text not null,
    statements jsonb not null,
    down jsonb,
    primary key (release_id, idx)
);

-- A migration on top of all before it (`chain`, a digest of all that ran), run there and back on
-- scratch of one major. `down` is the way back that it was proven with.
create table migration_proof (
    chain text not null,
    major int not null,
    tag text not null,
    verdict text not null,
    reasons jsonb not null,
    hazards jsonb not null,
    written_tables jsonb not null,
    differences jsonb not null,
    down jsonb,
    fingerprint_before text not null references catalog,
    fingerprint_after text not null references catalog,
    up_millis bigint not null,
    down_millis bigint not null,
    primary key (chain, major)
);

create table change (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    number int not null,
    title text not null,
    ref text not null,
    author_id bigint not null,
    author text not null,
    kind text not null default 'release' check (kind in ('release', 'revert')),
    state text not null default 'in_review'
        check (state in ('draft', 'in_review', 'approved', 'rolling_out', 'done', 'needs_decision', 'reverted', 'closed')),
    reason text,
    drift_id bigint,
    created_at timestamptz not null default now(),
    unique (project_id, number)
);

create table revision (
    id bigint generated always as identity primary key,
    change_id bigint not null references change,
    number int not null,
    release_id bigint references release,
    base int not null,
    digest text not null,
    predecessors jsonb not null,
    editor_id bigint not null,
    editor text not null,
    created_at timestamptz not null default now(),
    unique (change_id, number)
);

create table revision_target (
    id bigint generated always as identity primary key,
    revision_id bigint not null references revision,
    ordinal int not null,
    environment_id bigint not null references environment,
    database_id bigint not null references managed_database,
    position int not null,
    expected_fingerprint text not null references catalog,
    unique (revision_id, database_id)
);

create table target_migration (
    target_id bigint not null references revision_target,
    ordinal int not null,
    digest text not null,
    tag text not null,
    drizzle_hash text not null,
    drizzle_when bigint not null,
    text text not null,
    statements jsonb not null,
    down jsonb,
    chain text not null,
    primary key (target_id, ordinal)
);

create table revision_check (
    id bigint generated always as identity primary key,
    revision_id bigint not null references revision,
    target_id bigint references revision_target,
    kind text not null,
    state text not null check (state in ('running', 'ok', 'warning', 'error')),
    message text not null,
    details jsonb not null default '{}',
    at timestamptz not null default now(),
    unique nulls not distinct (revision_id, target_id, kind)
);

create table approval (
    id bigint generated always as identity primary key,
    revision_id bigint not null references revision,
    environment_id bigint not null references environment,
    digest text not null,
    person_id bigint not null,
    person text not null,
    acknowledges_data_loss boolean not null,
    at timestamptz not null default now(),
    unique (revision_id, environment_id, person_id)
);

create table rollout (
    id bigint generated always as identity primary key,
    change_id bigint not null references change,
    revision_id bigint not null references revision,
    direction text not null check (direction in ('up', 'down')),
    started_by text not null,
    started_at timestamptz not null default now()
);

create table stage (
    id bigint generated always as identity primary key,
    rollout_id bigint not null references rollout,
    environment_id bigint not null references environment,
    position int not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
    turn int not null default 0,
    stop_asked boolean not null default false,
    started_by text,
    started_at timestamptz,
    done_at timestamptz,
    unique (rollout_id, environment_id)
);

create table run (
    id bigint generated always as identity primary key,
    stage_id bigint not null references stage,
    target_id bigint not null references revision_target,
    state text not null check (state in
        ('queued', 'waiting', 'running', 'applied', 'failed_nothing', 'failed_partly', 'unknown', 'skipped', 'reverted')),
    reason text not null default '',
    epoch bigint not null default 0,
    attempts int not null default 0,
    updated_at timestamptz not null default now(),
    unique (stage_id, target_id)
);

create table attempt (
    id bigint generated always as identity primary key,
    run_id bigint not null references run,
    number int not null,
    epoch bigint not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    outcome text,
    unique (run_id, number)
);

create table run_log (
    id bigint generated always as identity primary key,
    run_id bigint not null references run,
    attempt int not null,
    at timestamptz not null default now(),
    level text not null,
    tag text,
    statement_no int,
    message text not null,
    millis bigint
);
create index run_log_run on run_log (run_id, id);

create table history (
    id bigint generated always as identity primary key,
    database_id bigint not null references managed_database,
    run_id bigint references run,
    change_number int,
    migration_digest text not null,
    tag text not null,
    direction text not null check (direction in ('up', 'down')),
    origin text not null check (origin in ('sluice', 'adopted', 'baseline', 'drift')),
    fingerprint_before text,
    fingerprint_after text,
    by text not null,
    at timestamptz not null default now()
);
create index history_database on history (database_id, id);

create table drift (
    id bigint generated always as identity primary key,
    database_id bigint not null references managed_database,
    state text not null check (state in ('open', 'adopted', 'reverted', 'gone')),
    fingerprint_record text not null,
    fingerprint_live text not null,
    differences jsonb not null,
    found_at timestamptz not null default now(),
    closed_at timestamptz,
    closed_by text,
    reason text
);
create unique index drift_open on drift (database_id) where state = 'open';

create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
