-- A natural history collection: inheritance with more than one parent, overrides in children, typed tables.
create schema species;
set search_path = species, public;

create table thing (
    id integer not null,
    name text default 'unnamed',
    found date,
    constraint thing_name_given check (name <> ''),
    constraint thing_local check (id > 0) no inherit
);
create table located (
    id integer not null,
    place point,
    height integer default 0,
    constraint located_height check (height > -12000)
);

-- a column that both parents have is one column; the default of a child is its own
create table specimen (
    weight numeric(8, 3),
    name text default 'specimen'
) inherits (thing, located);
create table mammal (legs smallint default 4, constraint mammal_legs check (legs between 0 and 4)) inherits (specimen);
create table bird (wingspan real) inherits (specimen);
create table bat (constraint thing_name_given check (name <> '')) inherits (mammal, bird);
alter table bat alter column legs set default 2;
alter table bat alter column id set default 7;
alter table bird alter column height set default 100;
alter table bird alter column found set not null;
alter table mammal alter column weight set storage main;
alter table mammal alter column name set statistics 33;
alter table mammal alter column name set (n_distinct_inherited = -1);
alter table bat alter column height drop default;

-- made alone, then given a parent
create table fossil (age_from integer, id integer not null, name text, found date,
    constraint thing_name_given check (name <> ''), constraint fossil_age check (age_from > 0));
alter table fossil inherit thing;
-- had a parent, and kept the columns
create table mineral (hardness numeric(3, 1)) inherits (thing);
alter table mineral no inherit thing;
-- a column that the parent lost and the child kept
create table trace (kind text, found date) inherits (thing);
alter table thing drop column found;
alter table thing add column catalogued timestamptz default now() not null;

-- a parent in another schema, a child without anything of its own
create schema species_loans;
create table species_loans.loaned (until date not null) inherits (species.specimen);
create table species_loans.returned () inherits (species_loans.loaned);
create table species_loans.sent_back () inherits (species_loans.loaned) with (fillfactor = 50);

alter table thing add constraint thing_pk primary key (id);
alter table bird add constraint bird_pk primary key (id);
create unique index bat_id on bat (id);
alter table fossil add constraint fossil_of_bird foreign key (id) references bird (id) not valid;
create index specimen_name on specimen (name);
create index mammal_name on mammal (lower(name)) where legs > 2;

-- not checked in what stands already, in parent and child
alter table located add constraint located_place check (place is not null) not valid;
alter table specimen add constraint specimen_weight check (weight >= 0) not valid;

-- tables of a type
create type label_layout as (code text, printed timestamp, lines text[], width numeric(5, 1));
create table label of label_layout;
create table barcode of label_layout (
    code with options not null default 'none',
    width default 10.5,
    primary key (code),
    constraint barcode_code check (code ~ '^[A-Z0-9]*$'),
    unique (code, printed)
) with (fillfactor = 33);
alter table label alter column lines set storage external;
create index label_printed on label (printed);
create unlogged table label_queue of label_layout (printed default now());
alter type label_layout add attribute paper text collate "C" cascade;
alter type label_layout drop attribute lines cascade;

-- columns that were dropped and made again
create table drawer (a integer, b integer, c integer, d text);
alter table drawer drop column b;
alter table drawer add column b text default 'again';
alter table drawer drop column a;
create table inner_drawer (e integer) inherits (drawer);
alter table drawer add column f integer;
create view in_drawers as select * from drawer;
create view only_drawers as select c, d, b from only drawer;

create view all_things as select tableoid::regclass as kind, * from thing;
create rule thing_is_kept as on delete to thing do instead nothing;
create function count_legs(mammal) returns integer language sql stable as $$ select $1.legs::integer $$;
create function legs_of(m mammal) returns setof mammal language sql as $$ select m.* $$;
create view legs as select m.id, count_legs(m) as counted, m.name as called from mammal m;

comment on table specimen is 'has two parents';
comment on column specimen.height is 'above the sea; own comment in a child';
comment on column located.height is 'above the sea';
comment on constraint thing_name_given on thing is 'of the parent';
comment on constraint thing_name_given on bat is 'of the child';
comment on table label is 'of a type';
comment on column barcode.code is 'typed';
comment on type label_layout is 'what a label has';
comment on column label_layout.width is 'in millimetres';
