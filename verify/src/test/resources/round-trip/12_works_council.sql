-- Minutes and votes of a works council: rules of every kind, event triggers.
create schema council;
set search_path = council;
create table motion (id serial primary key, text text not null, moved_by text, state text default 'open', closed boolean default false);
create table motion_history (id integer, text text, at timestamptz default now(), what text);
create table vote (motion_id integer references motion, member text, yes boolean, constraint one_vote primary key (motion_id, member));
create table member (name text primary key, since date, until date);
create view open_motion as select id, text, moved_by from motion where not closed;
create view result (motion, yes, no) as
    select motion_id, count(*) filter (where yes), count(*) filter (where not yes) from vote group by 1;
create view member_now as select name, since from member where until is null or until > current_date;

-- instead of nothing, one command or several; also and instead; with and without a condition
create rule open_motion_insert as on insert to open_motion do instead
    insert into motion (text, moved_by) values (new.text, new.moved_by) returning id, text, moved_by;
create rule open_motion_update as on update to open_motion where new.text <> old.text do instead (
    insert into motion_history (id, text, what) values (old.id, old.text, 'update');
    update motion set text = new.text where id = old.id;
);
create rule open_motion_update_rest as on update to open_motion do instead nothing;
create rule open_motion_delete as on delete to open_motion do instead
    update motion set closed = true, state = 'withdrawn by "mover"' where motion.id = old.id returning old.id, old.text, old.moved_by;
create rule motion_kept as on delete to motion do also insert into motion_history select old.id, old.text, now(), 'delete';
create rule vote_once as on insert to vote where exists (select from vote v where v.motion_id = new.motion_id and v.member = new.member)
    do instead nothing;
create rule vote_told as on insert to vote do also notify council_vote;
create rule member_left as on update to member where old.until is null and new.until is not null do also
    delete from vote using motion m where m.id = vote.motion_id and not m.closed and vote.member = old.name;
create rule "rule with a long and odd name: ON UPDATE" as on update to member_now do instead
    insert into motion_history (id, text, what)
    select v.motion_id, v.member || '''s vote', case when v.yes then 'yes' else 'no' end from vote v where v.member = old.name
    on conflict do nothing;
create rule member_insert as on insert to member_now do instead
    insert into member as m (name, since) values (new.name, coalesce(new.since, current_date))
    on conflict (name) do update set since = least(m.since, excluded.since), until = default where m.until is not null;
create rule motion_values as on insert to motion where new.text = '' do instead
    insert into motion_history (id, text) values (new.id, 'empty'), (null, default);

alter table motion disable rule motion_kept;
alter table vote enable always rule vote_told;
alter table member enable replica rule member_left;
comment on rule motion_kept on motion is 'switched off since the audit';
comment on rule open_motion_insert on open_motion is 'a view that one can write to';

-- event triggers: every event, with and without tags, every state
create function refuse_drop() returns event_trigger language plpgsql as $$
declare
    gone record;
begin
    for gone in select * from pg_event_trigger_dropped_objects() loop
        if gone.schema_name = 'council' and gone.original then
            raise notice 'dropped: %', gone.object_identity using hint = 'write it down';
        end if;
    end loop;
end $$;
create function note_ddl() returns event_trigger language plpgsql security definer as $$
begin
    raise debug '% in %', tg_tag, tg_event;
end $$;
create event trigger council_drop on sql_drop execute function refuse_drop();
create event trigger council_drop_some on sql_drop when tag in ('DROP TABLE', 'DROP VIEW', 'ALTER TABLE') execute function refuse_drop();
create event trigger council_start on ddl_command_start when tag in ('CREATE TABLE') execute function note_ddl();
create event trigger council_end on ddl_command_end execute function note_ddl();
create event trigger council_rewrite on table_rewrite execute function note_ddl();
create event trigger "council: never" on ddl_command_end when tag in ('CREATE INDEX', 'CREATE FUNCTION') execute function note_ddl();
alter event trigger council_start disable;
alter event trigger council_rewrite enable replica;
alter event trigger council_drop_some enable always;
alter event trigger "council: never" disable;
comment on event trigger council_drop is 'whatever is dropped is told';

-- what the commands above may do with the data
create function close_all() returns integer language plpgsql as $$
<<outer_block>>
declare
    n integer := 0;
    m motion%rowtype;
    open_ones cursor (after integer) for select * from council.motion where id > after and not closed;
begin
    for m in open_ones(0) loop
        update council.motion set closed = true where current of open_ones;
        n := n + 1;
        exit outer_block when n > 1000;
    end loop;
    return n;
exception
    when unique_violation or sqlstate '22012' then
        raise exception using message = 'can''t close', errcode = 'P0001';
end outer_block $$;
create procedure tidy(inout n integer default 0, variadic kinds text[] default array['open', 'closed']) language plpgsql as $$
begin
    commit;
    n := cardinality(kinds);
end $$;
create sequence minute_book;
create index motion_open on motion (state) where not closed;
grant select on result to public;
