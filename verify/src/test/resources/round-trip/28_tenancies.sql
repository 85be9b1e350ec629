-- Who rents which flat from when to when: keys over periods, and constraints that are there and not enforced.
-- from: 18
create extension btree_gist;
create schema tenancy;
set search_path = tenancy, public;

create type money_range as range (subtype = numeric);
create table house (id integer primary key, street text not null, built daterange);
create table flat (
    house_id integer not null,
    number text not null,
    valid daterange not null,
    rooms smallint,
    rent numeric(9, 2),
    constraint flat_pk primary key (house_id, number, valid without overlaps),
    constraint flat_rooms unique (number, rooms, valid without overlaps) deferrable initially deferred,
    constraint flat_house foreign key (house_id) references house on delete cascade
);
create table tenant (id integer generated always as identity, name text, here tstzmultirange, constraint tenant_pk primary key (id,
    here without overlaps));
create table tenancy (
    house_id integer,
    number text,
    during daterange,
    tenant_id integer,
    tenant_here tstzmultirange,
    constraint tenancy_pk primary key (house_id, number, during without overlaps) include (tenant_id) with (fillfactor = 80),
    constraint tenancy_flat foreign key (house_id, number, period during) references flat (house_id, number, period valid),
    constraint tenancy_tenant foreign key (tenant_id, period tenant_here) references tenant (id, period here) deferrable initially deferred
);
create table key_handed_out (house_id integer, number text, on_days datemultirange, constraint key_once unique (house_id, number,
    on_days without overlaps));
create table price (what text, amount money_range, constraint price_once primary key (what, amount without overlaps));
create table by_year (y integer, span int4range, constraint by_year_pk primary key (y, span without overlaps)) partition by list (y);
create table by_year_1 partition of by_year for values in (1);
create table by_year_rest partition of by_year default;

-- not enforced
alter table flat add constraint flat_rent check (rent > 0) not enforced;
alter table flat add constraint flat_rooms_known check (rooms between 1 and 20) no inherit not enforced;
alter table house add constraint house_street check (street <> '') enforced;
create table inspection (
    id integer,
    house_id integer references house not enforced,
    flat_no text constraint inspection_flat_no check (flat_no <> '?') not enforced,
    score integer constraint inspection_score check (score > 0) enforced,
    earlier integer,
    constraint inspection_pk primary key (id),
    constraint inspection_earlier foreign key (earlier) references inspection on delete set null deferrable initially deferred not enforced
);
alter table inspection add constraint inspection_house foreign key (house_id) references house on update cascade;
alter table inspection alter constraint inspection_house not enforced;
alter table inspection add constraint inspection_again foreign key (house_id) references house not enforced;
alter table inspection alter constraint inspection_again enforced;
create table inspection_log (constraint inspection_score check (score > 0) enforced) inherits (inspection);
create table inspection_part (id integer, house_id integer, other_house integer) partition by range (id);
create table inspection_part_1 partition of inspection_part for values from (1) to (10);
alter table inspection_part add constraint part_house foreign key (house_id) references house not valid;
alter table inspection_part add constraint part_house_not_enforced foreign key (other_house) references house not enforced;
alter table inspection_part add constraint part_checked check (house_id > 0) not enforced;

-- keys that can't be deferred, or inherited in another way
alter table inspection add constraint inspection_no_inherit check (id > 0) no inherit;
create table meter (id integer, constraint meter_id_not_null not null id);
alter table meter alter constraint meter_id_not_null no inherit;
create table water_meter (litres integer) inherits (meter);
alter table meter alter constraint meter_id_not_null inherit;

-- not null has a name, and states
create table lease (
    id integer constraint lease_has_id not null,
    signed date constraint "signed, at last" not null no inherit,
    paper text not null,
    stamp text,
    later text,
    dropped_later text not null
);
alter table lease add constraint lease_stamp not null stamp not valid;
alter table lease add constraint lease_later not null later not valid;
alter table lease validate constraint lease_later;
alter table lease alter column dropped_later drop not null;
alter table lease rename constraint lease_paper_not_null to paper_is_there;
alter table lease rename column paper to document;
create table lease_of_shop (constraint lease_of_shop_id not null id, extra text constraint extra_given not null) inherits (lease);
create table lease_of_shop_abroad (constraint shop_document not null document) inherits (lease_of_shop);
create table sublease (signed date constraint own_signed not null) inherits (lease);
create table part_of_lease (id integer constraint part_id not null, kind text constraint part_kind not null) partition by list (kind);
create table part_of_lease_a partition of part_of_lease for values in ('a');
create table part_of_lease_b (kind text constraint b_kind_of_its_own not null, id integer not null);
alter table part_of_lease attach partition part_of_lease_b for values in ('b');
create table identity_named (id integer generated always as identity constraint id_named not null);
create table key_named (id integer constraint key_id_named not null, constraint key_named_pk primary key (id));
create table renamed_not_null (a integer not null);
alter table renamed_not_null rename to was_renamed;
create domain flat_number as text constraint number_given not null constraint number_short check (length(value) < 6);
create domain unnamed_not_null as integer not null;
create table with_domains (n flat_number, u unnamed_not_null constraint also_here not null);
create type house_layout as (id integer, n text);
create table typed_not_null of house_layout (id constraint typed_id not null);
create foreign data wrapper registry;
create server registry_server foreign data wrapper registry;
create foreign table registry_entry (id integer constraint entry_id not null, text text not null) server registry_server;

comment on constraint lease_has_id on lease is 'a constraint like others';
comment on constraint "signed, at last" on lease is 'children need not';
comment on constraint number_given on domain flat_number is 'named';
comment on constraint tenancy_flat on tenancy is 'at every moment';
comment on constraint flat_rent on flat is 'a promise';
