-- When an environment may be rolled out to. Times are local to their zone, so that a new rule of summer
-- time moves them as people expect.
create table maintenance_window (
    environment_id bigint not null references environment,
    ordinal int not null,
    days text not null,
    starts time not null,
    ends time not null,
    zone text not null,
    primary key (environment_id, ordinal)
);

-- environment_id null: every environment of the project.
create table rollout_freeze (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    environment_id bigint references environment,
    starts timestamp not null,
    ends timestamp not null,
    zone text not null,
    reason text not null,
    added_by text not null,
    added_at timestamptz not null default now(),
    ended_at timestamptz,
    ended_by text
);
create index rollout_freeze_project on rollout_freeze (project_id);

-- A stage that a person wants started when its environment opens: of this revision only.
create table scheduled_start (
    change_id bigint not null references change,
    environment_id bigint not null references environment,
    revision_id bigint not null references revision,
    person_id bigint not null,
    person text not null,
    at timestamptz not null default now(),
    primary key (change_id, environment_id)
);

-- A stage that was running when its environment shut: it goes on by itself.
alter table stage add column held boolean not null default false;
