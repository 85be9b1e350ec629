-- A warehouse that looks into other systems: wrappers, servers, foreign tables and what hangs on them.
-- role: warehouse_reader
-- role: warehouse_writer
create extension file_fdw;
create schema warehouse;
create extension postgres_fdw schema warehouse;

create foreign data wrapper erp;
create foreign data wrapper "Old mainframe" no handler no validator options (host 'mf.invalid', "Code page" 'EBCDIC 273', quote 'it''s');
create function warehouse.check_options(text[], oid) returns boolean language internal as 'postgresql_fdw_validator';
create foreign data wrapper checked validator warehouse.check_options;
create foreign data wrapper files_by_another_name handler file_fdw_handler validator file_fdw_validator;

create server erp_server foreign data wrapper erp;
create server erp_2 type 'erp' version '7.40 SP 3' foreign data wrapper erp options (client '100', lang 'DE');
create server mainframe type 'z/OS' foreign data wrapper "Old mainframe";
create server files version '1' foreign data wrapper file_fdw;
create server branch foreign data wrapper postgres_fdw options (host 'branch.invalid', dbname 'stock', fetch_size '500', updatable 'false');
create server "Own files" foreign data wrapper files_by_another_name;

create user mapping for public server erp_server;
create user mapping for current_user server erp_2 options (user 'batch', password 'x''y');
create user mapping for warehouse_reader server branch options (user 'reader', password_required 'false');
create user mapping for warehouse_writer server branch options (user 'writer');
create user mapping for public server mainframe options ("user id" 'GUEST');

create type warehouse.unit as enum ('piece', 'pallet');
create domain warehouse.article_no as text check (value ~ '^[0-9]{6}$');
create function warehouse.stamp() returns trigger language plpgsql as $$ begin new.changed := now(); return new; end $$;

create foreign table warehouse.material (
    number warehouse.article_no options (field 'MATNR', key 'true') not null,
    text varchar(40) options (field 'MAKTX') collate "C",
    unit warehouse.unit default 'piece',
    weight numeric(13, 3) default 0.0,
    weight_in_grams numeric generated always as (weight * 1000) stored,
    changed timestamptz,
    constraint material_weight check (weight >= 0::numeric),
    constraint material_text check (text <> '') no inherit
) server erp_2 options (structure 'MARA', "table" 'MAKT');
create foreign table warehouse.bin (place text, filled boolean default false, note text) server mainframe;
create foreign table warehouse.delivery_note (line text, no integer) server files options (filename '/dev/null', format 'csv', header 'false',
    delimiter E'\t', "null" '\N');
create foreign table warehouse.branch_stock (
    number text options (column_name 'article'),
    amount bigint not null default 0
) server branch options (schema_name 'public', table_name 'stock');

alter foreign table warehouse.material alter column text set storage external;
alter foreign table warehouse.material alter column unit set statistics 42;
alter foreign table warehouse.material alter column weight set (n_distinct = 77);
alter foreign table warehouse.bin add constraint bin_place check (place is not null) not valid;
alter foreign table warehouse.bin alter column note options (add len '40');
create trigger material_changed before update on warehouse.material for each row execute function warehouse.stamp();
create trigger bin_changed after insert on warehouse.bin for each statement execute function warehouse.stamp();
alter foreign table warehouse.bin disable trigger bin_changed;

-- a partition somewhere else; a child and a parent somewhere else
create table warehouse.movement (id bigint, day date not null, number text, amount integer default 1) partition by range (day);
create table warehouse.movement_now partition of warehouse.movement for values from ('2024-01-01') to (maxvalue);
create foreign table warehouse.movement_then partition of warehouse.movement (amount default 2)
    for values from (minvalue) to ('2024-01-01') server branch options (table_name 'movement');
alter foreign table warehouse.movement_then alter column number options (column_name 'nr');
create table warehouse.stocktaking (number text, counted integer, by_whom text default current_user);
create foreign table warehouse.stocktaking_2020 (paper text) inherits (warehouse.stocktaking) server files options (filename '/dev/null');
alter foreign table warehouse.stocktaking_2020 alter column counted set default 0;
create foreign table warehouse.found_again (number text, counted integer, by_whom text) server mainframe;
alter foreign table warehouse.found_again inherit warehouse.stocktaking;
create table warehouse.local_child () inherits (warehouse.branch_stock);

create view warehouse.stock as
    select m.number, m.text, sum(s.amount) as amount, max(v.day) as moved
    from warehouse.material m
    left join warehouse.branch_stock s using (number)
    full join warehouse.movement v on v.number = m.number::text
    group by m.number, m.text;
create materialized view warehouse.stock_this_morning as select * from warehouse.stock with no data;
create unique index stock_this_morning_number on warehouse.stock_this_morning (number, text);

grant usage on foreign data wrapper erp to warehouse_reader;
grant usage on foreign server erp_2 to warehouse_reader with grant option;
grant usage on foreign server branch to public;
grant select on warehouse.material to warehouse_reader;
grant select (place), update (filled, note) on warehouse.bin to warehouse_writer;

comment on foreign data wrapper erp is 'has no code here';
comment on server erp_2 is 'client 100';
comment on foreign table warehouse.material is 'what the ERP calls a material';
comment on column warehouse.material.text is '40 characters there';
comment on constraint material_weight on warehouse.material is 'is not checked there';
comment on trigger material_changed on warehouse.material is 'fires here only';
comment on function warehouse.check_options(text[], oid) is 'knows the options of libpq';
comment on extension file_fdw is 'for what is sent as a file';
