-- An orchestra's season: objects whose names say one order and whose needs say another.
create schema season;
create schema a_needs_z;
create schema z_is_needed;
set search_path = season;
set check_function_bodies = off;

-- functions with bodies that are parsed: they need what they read, and others need them
create table z_is_needed.player (id integer primary key, name text not null, instrument text not null, since date);
create table z_is_needed.work (id integer primary key, title text, minutes integer, composer text);
create function z_is_needed.seniority(since date) returns integer language sql stable begin atomic select extract(year from age(since))::integer; end;
create function a_needs_z.all_players() returns setof z_is_needed.player language sql stable begin atomic
    select p.* from z_is_needed.player p order by z_is_needed.seniority(p.since) desc, p.id;
end;
create view a_needs_z.a_view as select f.id, f.name, z_is_needed.seniority(f.since) as years from a_needs_z.all_players() f;
create function a_needs_z.a_count(at_least integer default 0) returns bigint language sql stable return (select count(*) from a_needs_z.a_view
    where years >= at_least);
create view season.b_view as select a_needs_z.a_count(5) as old_hands, (select count(*) from z_is_needed.work) as works;
create materialized view season.a_matview as select * from season.b_view with no data;
create view season."0_view" as select m.old_hands + m.works as sum from season.a_matview m;

-- a view that groups by a primary key needs the key
create view a_needs_z.by_key as select w.id, w.title, w.minutes, count(p.*) as players from z_is_needed.work w left
    join z_is_needed.player p on p.name = w.composer group by w.id;
create function a_needs_z.by_key_too() returns table (title text, n bigint) language sql begin atomic
    select w.title, count(*) from z_is_needed.work w join z_is_needed.player p on true group by w.id;
end;

-- defaults, checks, generated columns, indexes, policies and triggers that call functions over types of tables made after them
create function season.zz_default() returns integer language sql stable as $$ select coalesce(max(id), 0) + 1 from season.aa_concert $$;
create function season.zz_check(text) returns boolean language sql immutable return $1 <> 'cancelled';
create function season.zz_generated(integer) returns integer language plpgsql immutable as $$ begin return $1 * 2; end $$;
create function season.zz_index(text) returns text language sql immutable strict parallel safe return lower($1);
create table season.aa_concert (
    id integer default season.zz_default() primary key,
    state text default season.zz_index('PLANNED') check (season.zz_check(state)),
    minutes integer,
    twice integer generated always as (season.zz_generated(minutes)) stored,
    works z_is_needed.work[] default array[]::z_is_needed.work[],
    first z_is_needed.work,
    constraint "0_check" check ((first).minutes is null or season.zz_generated((first).minutes) > 0)
);
create index "0_index" on season.aa_concert (season.zz_index(state)) where season.zz_check(state);
create function season.zz_of_row(c season.aa_concert) returns boolean language sql stable begin atomic select c.minutes > 10; end;
create function season.zz_trigger() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger aa_trigger after insert on season.aa_concert for each row when (season.zz_of_row(new.*)) execute function season.zz_trigger();
alter table season.aa_concert enable row level security;
create policy aa_policy on season.aa_concert using (season.zz_of_row(aa_concert.*) and id in (select b.works from season.b_view b));
create rule aa_rule as on update to season.aa_concert where season.zz_of_row(old.*) do also select * from season.b_view;
create statistics season."0_statistics" on (season.zz_index(state)), minutes from season.aa_concert;

-- keys that need unique indexes, of a name that comes later
create table season.ab_ticket (concert integer, code text, seat integer);
create table season.zz_seat (hall text, no integer, wing integer);
create unique index "zz_seat key" on season.zz_seat (no, hall) include (wing);
alter table season.ab_ticket add constraint "0_fk" foreign key (seat, code) references season.zz_seat (no, hall);
alter table season.zz_seat add constraint zz_seat_pk primary key using index "zz_seat key";
create table season.ac_refund (code text, seat integer);
create unique index ab_ticket_unique on season.ab_ticket (code, seat);
alter table season.ac_refund add foreign key (code, seat) references season.ab_ticket (code, seat);

-- a partition before its parent in the alphabet, an heir before its parent, a type before the one that it is made of
create table season.zp_program (id integer, year integer) partition by list (year);
create table a_needs_z.a_part partition of season.zp_program for values in (2024) partition by range (id);
create table season."0_part" partition of a_needs_z.a_part for values from (1) to (10);
create table season.zi_parent (id integer);
create table season.ai_child (more text) inherits (season.zi_parent);
create table season."0_grandchild" () inherits (season.ai_child);
create domain season.zd_base as text;
create domain season.ad_over as season.zd_base check (value <> '');
create type season."0_composite" as (a season.ad_over, z season.zd_base);
create type season.zt_layout as (a season."0_composite");
create table season.at_typed of season.zt_layout;
create type season.az_range as range (subtype = season.zd_base);
create function season.range_of(a season.az_range) returns season.zd_base language sql immutable return lower(a);
create function season.z_step(season."0_composite", season.zd_base) returns season."0_composite" language sql immutable return row(null,
    $2)::season."0_composite";
create aggregate season.a_aggregate(season.zd_base) (sfunc = season.z_step, stype = season."0_composite");
create view season.aggregated as select season.a_aggregate(state::season.zd_base) as x,
    ((season.a_aggregate('x'::season.zd_base)).z) as y from season.aa_concert;
create function season.z_operator(season.zd_base, season.zd_base) returns boolean language sql immutable return $1::text > $2::text;
create operator season.#*# (leftarg = season.zd_base, rightarg = season.zd_base, function = season.z_operator);
create view season.a_operator_view as select state::season.zd_base operator(season.#*#) 'a'::season.zd_base as x from season.aa_concert;
create index a_operator_index on season.aa_concert ((state::season.zd_base operator(season.#*#) 'b'::season.zd_base));
create collation season.z_collation (locale = 'C');
create table season.a_collated (t text collate season.z_collation, check (t collate season.z_collation > 'a'));
create text search configuration season.z_config (copy = pg_catalog.simple);
create index a_search on season.aa_concert using gin (to_tsvector('season.z_config', state));
create cast (season."0_composite" as season.zt_layout) with inout;

-- what a view of all columns keeps, and functions that return the row of a view
create view season.a_row as select * from season.zz_seat;
create function season.a_of_row(season.a_row) returns integer language sql immutable return ($1).no;
create function season.rows_of_view() returns setof season.a_row language sql stable begin atomic select * from season.a_row; end;
create view season."00_over" as select a_row.*, season.a_of_row(a_row.*) as plus from season.a_row, season.rows_of_view() r where r.no = a_row.no;
create table season.with_view_row (r season.a_row, rs season."00_over"[]);
create rule "_insert" as on insert to season."00_over" do instead insert into season.with_view_row (r) values (row(new.hall, new.no,
    new.wing)::season.a_row);
create trigger "0_instead" instead of delete on season.a_row for each row execute function season.zz_trigger();
create publication a_publication for table season.zp_program, season.zz_seat;
create function season.zz_event() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger a_event on ddl_command_start when tag in ('CREATE LANGUAGE') execute function season.zz_event();
create function season.with_all_types(a season.zd_base[], season."00_over", b season.aa_concert default null) returns season.az_range[]
    language sql return null::season.az_range[];
comment on function season.rows_of_view() is 'after the view';
comment on view season."0_view" is 'after a materialized view without data';
