-- What has moved, one row each, written in the transaction that moved it. An id is given at the
-- insert, not at the commit, so ids alone would let a reader pass one that commits late: the order is
-- by the transaction's number, and only what lies below the oldest transaction that is still under
-- way is read. What lies below that line is complete, and nothing is ever added there. No lock is
-- taken for it: state changes hold several already, in orders that one more could turn against
-- another.
create table outbox (
    id bigint generated always as identity,
    transaction xid8 not null default pg_current_xact_id(),
    change_id bigint not null,
    thing text not null,
    thing_id bigint not null,
    state text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (transaction, id)
);
create index outbox_age on outbox (at);

create function outbox_change() returns trigger language plpgsql set search_path from current as $$
begin
    insert into outbox (change_id, thing, thing_id, state) values (new.id, 'change', new.id, new.state);
    perform pg_notify('sluice_outbox', '');
    return null;
end $$;

create function outbox_stage() returns trigger language plpgsql set search_path from current as $$
begin
    insert into outbox (change_id, thing, thing_id, state)
    select change_id, 'stage', new.id, new.state from rollout where id = new.rollout_id;
    perform pg_notify('sluice_outbox', '');
    return null;
end $$;

create function outbox_run() returns trigger language plpgsql set search_path from current as $$
begin
    insert into outbox (change_id, thing, thing_id, state)
    select o.change_id, 'run', new.id, new.state from stage s join rollout o on o.id = s.rollout_id
    where s.id = new.stage_id;
    perform pg_notify('sluice_outbox', '');
    return null;
end $$;

create function outbox_revision() returns trigger language plpgsql set search_path from current as $$
begin
    insert into outbox (change_id, thing, thing_id, state)
    select change_id, tg_argv[0], new.id, tg_argv[1] from revision where id = new.revision_id;
    perform pg_notify('sluice_outbox', '');
    return null;
end $$;

create trigger outbox_made after insert on change for each row execute function outbox_change();
create trigger outbox_moved after update on change for each row
    when ((old.state, old.reason) is distinct from (new.state, new.reason)) execute function outbox_change();
create trigger outbox_made after insert on stage for each row execute function outbox_stage();
create trigger outbox_moved after update on stage for each row
    when ((old.state, old.stop_asked, old.held, old.turn) is distinct from (new.state, new.stop_asked, new.held, new.turn))
    execute function outbox_stage();
create trigger outbox_made after insert on run for each row execute function outbox_run();
create trigger outbox_moved after update on run for each row
    when ((old.state, old.reason, old.attempts) is distinct from (new.state, new.reason, new.attempts))
    execute function outbox_run();
create trigger outbox_made after insert on revision_check for each row execute function outbox_revision('check', 'made');
create trigger outbox_moved after update on revision_check for each row
    when ((old.state, old.message) is distinct from (new.state, new.message))
    execute function outbox_revision('check', 'moved');
create trigger outbox_made after insert on approval for each row execute function outbox_revision('approval', 'given');
