-- Observations whose values are computed when they are read; what else came with the newest major.
-- from: 18
create schema sky;
create access method sky_lookup type index handler bthandler;
set search_path = sky;
create operator class lookup_bigint default for type bigint using sky_lookup as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint8cmp(bigint, bigint);
create function parallax(double precision) returns double precision language sql immutable return 1000 / nullif($1, 0);
create type band as enum ('u', 'g', 'r', 'i', 'z');
create table star (
    id bigint primary key,
    ra double precision not null,
    "dec" double precision not null,
    parallax_mas double precision,
    distance double precision generated always as (1000::double precision / nullif(parallax_mas, 0)) virtual,
    name text collate "C",
    upper_name text collate "C" generated always as (upper(name) collate "C"),
    magnitudes numeric[],
    brightest numeric generated always as (least(magnitudes[1], magnitudes[2])) virtual not null,
    stored_too double precision generated always as (ra + "dec") stored,
    bits bit(8) generated always as (b'10101010') virtual,
    constraint star_distance check (distance is null or distance > 0),
    constraint star_bright check (brightest < 30) not valid
);
alter table star alter column stored_too set expression as (ra - "dec");
alter table star alter column ra set statistics 10;
create table double_star (companion bigint, distance double precision generated always as (2000::double precision / nullif(parallax_mas, 0)) virtual,
    "both" text generated always as (name || companion::text)) inherits (star);
create table night (at date, seeing real, good boolean generated always as (seeing < 1.5::real) virtual, cloud integer) partition by range (at);
create table night_2024 partition of night for values from ('2024-01-01') to ('2025-01-01');
create table night_other partition of night (good generated always as (seeing < 2) virtual) default;
create index star_position on star (ra, "dec") include (name);
create index star_lookup on star using sky_lookup (id);
create view near_star as select id, distance, upper_name from star where distance < 100;
create policy star_seen on star using (distance > 1 and brightest < 20);
alter table star enable row level security;
create function log_night() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger night_logged after insert on night for each row when (new.seeing > 3) execute function log_night();

-- a publication that sends what is generated, subscriptions with every option
create publication computed for table star with (publish_generated_columns = stored);
create publication not_computed for table star (id, ra, stored_too), night with (publish_generated_columns = none, publish_via_partition_root);
create publication all_tables for all tables with (publish = 'insert, truncate', publish_generated_columns = stored);
create subscription from_chile connection 'host=chile.invalid dbname=sky' publication computed
    with (connect = false, slot_name = 'chile', streaming = parallel, origin = none, password_required = false, run_as_owner = true, failover = true,
        two_phase = true, disable_on_error = true, binary = true, synchronous_commit = local);
create subscription from_spain connection 'host=spain.invalid dbname=sky' publication a, b with (connect = false, slot_name = none, enabled = false,
    streaming = off, origin = 'any');

-- unique hash, casts between bytes and numbers, more functions
create table catalogue (a uuid default uuidv7(), b bytea default 258::bytea, c text collate pg_c_utf8 default casefold('ß' collate pg_c_utf8),
    d integer[] default array_sort('{3,1,2}'::integer[]), e numeric default gamma(5), f bigint default random(1::bigint, 2::bigint));
create index catalogue_gin on catalogue using gin (d);
create table all_of_it (like star including all excluding comments);
create statistics star_statistics on (ra * 2), "dec", name from star;
alter statistics star_statistics set statistics 100;
create function changed_rows(n integer) returns setof star language sql begin atomic
    update star set ra = star.ra + n where id = n returning new.*;
    delete from star s where s.id = n returning with (old as gone, new as is_now) gone.*;
    merge into star using (values (1::bigint)) v(id) on star.id = v.id when matched then update set ra = 1
        when not matched by source then delete returning star.*;
end;
create view json_tables as
    select t.*, json_value('{"a": 1}'::jsonb, '$.a' returning integer default 0 on error) as v, json_query('{"a": [1]}'::jsonb,
        '$.a' with wrapper) as q, json_exists('{"a": 1}'::jsonb, 'strict $.a' true on error) as e,
        json_object('k' value 1 absent on null returning jsonb) as o, json_array(1, 2 null on null) as ar,
            json_arrayagg(x) over () as g, '{}' is json object with unique keys as j, json_scalar(1) as s,
            json_serialize('{}' returning text) as z, json('{}') as p
    from generate_series(1, 2) as x, json_table('[{"a": 1, "b": [1, 2]}]'::jsonb, '$[*]' columns (n for ordinality,
        a integer path '$.a' default 5 on empty, c text format json path '$.b' with conditional wrapper,
        nested path '$.b[*]' as b columns (i integer path '$'))) as t;
create view merged as with m as (select 1::bigint as id) select m.id, any_value(s.name) as name from m join star s using (id) group by m.id;
create materialized view counts as select count(*) as n, 1_000_000 as million, 0xff as hex, 0b11 as bits, 0o17 as octal from star;
alter default privileges grant select on large objects to public;
create foreign data wrapper telescope;
create server south foreign data wrapper telescope;
create foreign table plate (id integer not null, exposure real, double_exposure real generated always as (exposure * 2) virtual) server south;
comment on column star.distance is 'computed when it is read';
comment on publication computed is 'with what is stored';
comment on subscription from_chile is 'all options';
comment on view json_tables is 'from a text to rows';
comment on index star_lookup is 'in an access method of its own';
comment on policy star_seen on star is 'on what is computed';
