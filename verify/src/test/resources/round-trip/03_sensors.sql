-- Readings of sensors: how they are stored. Storage parameters, access methods, hash partitions, clustering.
create schema sensors;
create access method cold type table handler heap_tableam_handler;
create access method lookup type index handler bthandler;
comment on access method cold is 'for what is seldom read';
create operator family sensors.lookup_int using lookup;
create operator class sensors.lookup_int4 default for type integer using lookup family sensors.lookup_int as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer);

create table sensors.station (
    id integer primary key with (fillfactor = 90),
    name text not null,
    place point not null default '(0,0)',
    notes text
) with (fillfactor = 55, autovacuum_enabled = false, parallel_workers = 3,
    toast_tuple_target = 512, user_catalog_table = true,
    toast.autovacuum_enabled = off, toast.autovacuum_vacuum_threshold = 77);

create table sensors.device (
    id integer not null,
    station_id integer references sensors.station on delete cascade,
    serial_no text not null,
    firmware text,
    calibration double precision[],
    photo bytea,
    log text,
    fixed_code char(20),
    constraint device_id primary key (id),
    constraint device_serial unique (serial_no) with (fillfactor = 50, deduplicate_items = off)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_threshold = 5000, log_autovacuum_min_duration = 100, vacuum_truncate = false);
alter table sensors.device alter column serial_no set storage external;
alter table sensors.device alter column firmware set storage main;
alter table sensors.device alter column calibration set storage plain;
alter table sensors.device alter column photo set storage extended;
alter table sensors.device alter column log set compression pglz;
alter table sensors.device alter column photo set compression default;
alter table sensors.device alter column station_id set statistics 500;
alter table sensors.device alter column serial_no set statistics 0;
alter table sensors.device alter column firmware set (n_distinct = -0.3, n_distinct_inherited = 40);
alter table sensors.device alter column fixed_code set (n_distinct = 12);
alter table sensors.device replica identity using index device_serial;
alter table sensors.device cluster on device_id;

create unlogged table sensors.buffer (
    received timestamptz default clock_timestamp(),
    raw text compression pglz not null
) with (fillfactor = 100);
create index buffer_received on sensors.buffer (received) with (fillfactor = 42);

create table sensors.cold_reading (device_id integer, at timestamptz, value real) using cold;
create index cold_reading_at on sensors.cold_reading using brin (at timestamptz_minmax_multi_ops (values_per_range = 16)) with (pages_per_range = 4);
create index cold_reading_value on sensors.cold_reading using brin (value float4_bloom_ops (n_distinct_per_range = 50, false_positive_rate = 0.05));
alter table sensors.cold_reading replica identity full;

create table sensors.reading (
    device_id integer not null,
    at timestamptz not null,
    value double precision,
    quality smallint default 100,
    primary key (device_id, at)
) partition by hash (device_id);
create table sensors.reading_0 partition of sensors.reading for values with (modulus 4, remainder 0);
create table sensors.reading_1 partition of sensors.reading for values with (modulus 4, remainder 1)
    with (fillfactor = 75, autovacuum_freeze_max_age = 150000000);
create table sensors.reading_2 partition of sensors.reading for values with (modulus 4, remainder 2) using cold;
create table sensors.reading_3 partition of sensors.reading for values with (modulus 4, remainder 3)
    partition by range (at);
create table sensors.reading_3_new partition of sensors.reading_3 for values from ('2024-01-01 00:00:00+00') to ('infinity');
create table sensors.reading_3_old partition of sensors.reading_3 for values from (minvalue) to ('2024-01-01 00:00:00+00')
    with (toast.autovacuum_enabled = false);
alter table sensors.reading_1 alter column value set statistics 1000;
alter table sensors.reading alter column quality set statistics 50;
alter table sensors.reading_1 alter column quality set default 50;
alter table sensors.reading_1 replica identity full;
alter table sensors.reading_0 replica identity using index reading_0_pkey;
alter table sensors.reading_2 replica identity nothing;
alter table sensors.reading_0 cluster on reading_0_pkey;

create table sensors.alarm (
    id bigint generated always as identity primary key,
    device_id integer not null,
    raised timestamptz not null default now(),
    message text,
    level integer
);
alter table sensors.alarm replica identity nothing;
create index alarm_message_expression on sensors.alarm (lower(message), (level + 1), level, date(timezone('UTC', raised)));
alter index sensors.alarm_message_expression alter column 1 set statistics 300;
alter index sensors.alarm_message_expression alter column 2 set statistics 0;
create index alarm_words on sensors.alarm using gin (to_tsvector('english', message)) with (fastupdate = on, gin_pending_list_limit = 256);
create index alarm_near on sensors.station using gist (place) with (fillfactor = 80, buffering = off);
create index alarm_quad on sensors.station using spgist (place) with (fillfactor = 75);
create index alarm_kd on sensors.station using spgist (place kd_point_ops);
create unique index alarm_once on sensors.alarm (device_id, raised) include (level);
alter table sensors.alarm replica identity using index alarm_once;

create materialized view sensors.daily using cold with (fillfactor = 66, autovacuum_enabled = false) as
    select device_id, date_trunc('day', at) as day, avg(value) as mean, percentile_cont(0.5) within group (order by value) as median
    from sensors.reading group by 1, 2;
create unique index daily_key on sensors.daily (device_id, day);
create index daily_mean on sensors.daily (round(mean::numeric, 2)) where mean > 0;
alter materialized view sensors.daily cluster on daily_key;
alter materialized view sensors.daily alter column mean set statistics 77;
alter materialized view sensors.daily alter column day set (n_distinct = 365);
alter index sensors.daily_mean alter column 1 set statistics 11;

create statistics sensors.device_mcv (mcv) on station_id, firmware from sensors.device;
create statistics sensors.device_nd (ndistinct, dependencies) on station_id, firmware, serial_no from sensors.device;
create statistics sensors.device_length on (length(log)), (lower(firmware)) from sensors.device;
create statistics sensors.device_one on (upper(serial_no)) from sensors.device;
alter statistics sensors.device_mcv set statistics 2000;
alter statistics sensors.device_nd set statistics 0;
comment on statistics sensors.device_mcv is 'firmware goes by station';
comment on table sensors.cold_reading is 'in an access method of its own';
comment on index sensors.alarm_kd is 'tried once';
comment on column sensors.daily.median is 'of the day';
comment on operator class sensors.lookup_int4 using lookup is 'for the look-ups';
comment on operator family sensors.lookup_int using lookup is 'as in btree';
