-- How a stage goes through its databases. `parallel` at once; on one host and port `per_instance` at
-- once, over all changes; the first `canary` alone and before the others, unless databases are named
-- for it; then `batch` at a time (0: all); after `stop_after` failures nothing more begins.
alter table environment
    add column parallel int not null default 1 check (parallel between 1 and 100),
    add column per_instance int check (per_instance between 1 and 100),
    add column canary int not null default 0 check (canary >= 0),
    add column batch int not null default 0 check (batch >= 0),
    add column stop_after int not null default 1 check (stop_after >= 1);

alter table managed_database add column canary boolean not null default false;

-- What held when the stage was begun.
alter table stage
    add column parallel int not null default 1,
    add column batch int not null default 0,
    add column stop_after int not null default 1;

-- `wave` 0 is the canary, then the batches. `due`: it has its turn, and the task with its `ticket`
-- is the only one that may work on it.
alter table run
    add column wave int not null default 1,
    add column due boolean not null default false,
    add column ticket bigint not null default 0;
create index run_due on run (stage_id) where due;

-- Under way when this was brought in: found out about, as after a crash.
update run set due = true, ticket = 1 where state in ('running', 'unknown');
