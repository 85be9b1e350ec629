-- Tickets for concerts: triggers of every timing and form.
create schema tickets;
create extension tcn;
create extension moddatetime schema tickets;
create table tickets.concert (id integer primary key, title text not null, starts timestamptz, sold integer not null default 0, changed timestamp);
create table tickets.seat (
    concert_id integer references tickets.concert on delete cascade deferrable initially deferred,
    seat text,
    price numeric(8, 2),
    holder text,
    state char(1) default 'f' check (state in ('f', 'r', 's')),
    primary key (concert_id, seat)
);
create table tickets.log (at timestamptz default now(), what text, old jsonb, new jsonb);
create view tickets.free_seat as select * from tickets.seat where state = 'f';
create view tickets.sold_seat (concert, place) as select concert_id, seat from tickets.seat where state = 's';

create function tickets.note() returns trigger language plpgsql as $body$
declare
    change jsonb := jsonb_build_object('op', tg_op, 'args', to_jsonb(tg_argv));
begin
    insert into tickets.log (what, old, new) values (tg_table_name || '.' || tg_name, change, null);
    if tg_level = 'STATEMENT' then return null; end if;
    return coalesce(new, old);
end;
$body$;
create function tickets.count_sold() returns trigger language plpgsql as '
begin
    update tickets.concert c set sold = sold + (select count(*) from fresh f where f.concert_id = c.id and f.state = ''s'');
    return null;
end';
create function tickets.compare() returns trigger
    language plpgsql as $$ begin perform 1 from was join now_is using (concert_id, seat); return null; end $$;
create function tickets.sell() returns trigger language plpgsql set search_path = tickets as $$
begin
    update seat set state = 's', holder = new.holder where concert_id = new.concert_id and seat = new.seat;
    return new;
end $$;

-- before and after, row and statement, one event and several
create trigger seat_1_before_insert before insert on tickets.seat for each row execute function tickets.note();
create trigger seat_2_before_any before insert or delete or update on tickets.seat for each row execute function tickets.note('any');
create trigger seat_3_after_update after update on tickets.seat for each row execute function tickets.note('a', 'it''s', '', 'back\slash', '100 %',
    '{}');
create trigger seat_4_statement before update on tickets.seat for each statement execute function tickets.note();
create trigger seat_5_truncate before truncate on tickets.seat for each statement execute function tickets.note('truncate');
create trigger seat_6_after_truncate after truncate or insert or delete on tickets.seat execute function tickets.note();

-- columns and conditions
create trigger seat_columns before update of price, holder on tickets.seat for each row execute function tickets.note();
create trigger seat_when before insert on tickets.seat
    for each row when (new.price is null or new.price > 100::numeric) execute function tickets.note();
create trigger seat_when_changed after update of state or delete on tickets.seat for each row
    when (old.state <> 'f' and old.* is not null) execute function tickets.note();
create trigger seat_distinct after update on tickets.seat for each row
    when (old.* is distinct from new.*) execute function tickets.note('changed');
create trigger statement_when before update on tickets.seat when (pg_trigger_depth() < 2) execute function tickets.note();

-- transition tables
create trigger seat_sold after insert on tickets.seat referencing new table as fresh for each statement execute function tickets.count_sold();
create trigger seat_compared after update on tickets.seat referencing old table as was new table as now_is
    for each statement execute function tickets.compare();
create trigger seat_gone after delete on tickets.seat referencing old table as was for each row execute function tickets.note();
create trigger seat_row after update on tickets.seat referencing new table as "Now it is" for each row execute function tickets.note();

-- constraint triggers
create constraint trigger seat_paid after insert or update of state on tickets.seat
    deferrable initially deferred for each row when (new.state = 's') execute function tickets.note('paid');
create constraint trigger seat_counts after delete on tickets.seat
    from tickets.concert not deferrable initially immediate for each row execute function tickets.note();
create constraint trigger seat_soon after insert on tickets.seat deferrable for each row execute function tickets.note();

-- on views
create trigger sell instead of insert on tickets.free_seat for each row execute function tickets.sell();
create trigger change instead of update or delete on tickets.free_seat for each row execute function tickets.note();
create trigger view_before before insert or update on tickets.sold_seat for each statement execute function tickets.note('view');
alter trigger change on tickets.free_seat rename to "change, or give back";

-- functions of extensions and of PostgreSQL
create trigger concert_told after insert or update or delete on tickets.concert
    for each row execute function triggered_change_notification('concerts');
create trigger concert_changed before update on tickets.concert for each row execute function tickets.moddatetime(changed);
create trigger concert_unless_same before update on tickets.concert for each row execute function suppress_redundant_updates_trigger();

-- states
alter table tickets.seat disable trigger seat_4_statement;
alter table tickets.seat enable replica trigger seat_columns;
alter table tickets.seat enable always trigger seat_when;
alter table tickets.seat enable always trigger seat_paid;
alter table tickets.seat disable trigger seat_counts;
alter table tickets.concert enable replica trigger concert_told;

-- on a partitioned table, with one state per partition; on a parent and its child
create table tickets.visit (at date not null, gate smallint, code text) partition by range (at);
create table tickets.visit_1 partition of tickets.visit for values from ('2024-01-01') to ('2024-07-01');
create table tickets.visit_2 partition of tickets.visit for values from ('2024-07-01') to ('2025-01-01') partition by list (gate);
create table tickets.visit_2_a partition of tickets.visit_2 for values in (1, 2);
create trigger visit_row after insert or update on tickets.visit for each row when (new.gate > 0) execute function tickets.note('visit');
create trigger visit_before before insert on tickets.visit for each row execute function tickets.note();
create trigger visit_all after insert on tickets.visit referencing new table as fresh for each statement execute function tickets.note();
create constraint trigger visit_checked after insert on tickets.visit deferrable for each row execute function tickets.note();
alter table tickets.visit_1 disable trigger visit_row;
alter table tickets.visit_2_a enable always trigger visit_row;
alter table tickets.visit_2_a enable replica trigger visit_before;
alter table only tickets.visit enable always trigger visit_all;
create table tickets.visit_3 partition of tickets.visit default;

create table tickets.guest_list (name text) ;
create table tickets.press_list (paper text) inherits (tickets.guest_list);
create trigger listed before insert on tickets.guest_list for each row execute function tickets.note('parent');
create trigger listed before insert on tickets.press_list for each row execute function tickets.note('child');
alter table tickets.press_list disable trigger all;

comment on trigger seat_sold on tickets.seat is 'all at once';
comment on trigger visit_row on tickets.visit is 'clones have none';
comment on trigger seat_paid on tickets.seat is 'checked at the end';
comment on trigger "change, or give back" on tickets.free_seat is 'through a view';
