-- Policies, claims and brokers: keys of every form, and the comments that people wrote on everything.
-- role: insurance_admin
create schema insurance;
set search_path = insurance;
create table broker (id integer, region text, code text, note text, constraint broker_pk primary key (id), constraint broker_region unique (region,
    code) with (fillfactor = 90),
    constraint broker_code unique (code, region), constraint broker_note unique (note) deferrable initially deferred);
create unique index broker_by_code on broker (code);
create unique index broker_by_id_and_code on broker (code, id) include (note);

create table contract (
    id bigint primary key,
    broker_id integer, region text, code text, since date, until date, premium numeric(10, 2) not null, sum_insured numeric
);
create table claim (id integer, contract_id bigint, happened date not null, amount numeric, parent_id integer, kind text, primary key (id,
    happened)) partition by range (happened);
create table claim_old partition of claim for values from (minvalue) to ('2020-01-01');
create table claim_new partition of claim for values from ('2020-01-01') to (maxvalue);

-- what happens on delete and update: each of five, on either side
alter table contract add constraint c_no_action foreign key (broker_id) references broker (id) on delete no action on update no action;
alter table contract add constraint c_restrict foreign key (broker_id) references broker (id) on delete restrict on update restrict;
alter table contract add constraint c_cascade foreign key (broker_id) references broker (id) on delete cascade on update cascade;
alter table contract add constraint c_set_null foreign key (region, code) references broker (region, code) on delete set null on update set null;
alter table contract add constraint c_set_default foreign key (region, code) references broker (region,
    code) on delete set default on update set default;
alter table contract add constraint c_full foreign key (region, code) references broker (region, code) match full on delete cascade;
alter table contract add constraint c_simple foreign key (region, code) references broker (region, code) match simple;
alter table contract add constraint c_turned foreign key (code, region) references broker (code, region);
alter table contract add constraint c_index foreign key (code) references broker (code);
-- when it is looked at
alter table contract add constraint c_deferrable foreign key (broker_id) references broker deferrable;
alter table contract add constraint c_deferred foreign key (broker_id) references broker deferrable initially deferred not valid;
alter table contract add constraint c_not_deferrable foreign key (broker_id) references broker not deferrable;
alter table contract add constraint c_not_valid foreign key (broker_id) references broker not valid;
alter table contract add constraint c_altered foreign key (broker_id) references broker;
alter table contract alter constraint c_altered deferrable initially deferred;
alter table contract add constraint c_validated check (since < until) not valid;
alter table contract validate constraint c_validated;
alter table contract add constraint c_check_not_valid check (premium > 0) not valid;
alter table contract add constraint c_check_no_inherit check (premium < 1000000) no inherit;
alter table contract add constraint c_check_both check (premium <> 13) no inherit not valid;
alter table contract add check (since > '1900-01-01');
alter table contract add check (until > since), add check (sum_insured > premium * 10);
alter table contract add constraint c_check_true check (true);
alter table contract add constraint c_check_row check (contract.* is not null or tableoid > 0);
alter table contract add constraint c_check_null check (null);

-- between partitioned tables, to one partition, to itself
alter table claim add constraint claim_contract foreign key (contract_id) references contract on delete cascade;
alter table claim add constraint claim_parent foreign key (parent_id, happened) references claim (id, happened) on delete set null;
alter table claim add constraint claim_amount check (amount > 0);
alter table claim_new add constraint claim_new_kind check (kind is not null) not valid;
alter table claim_new add constraint claim_new_parent foreign key (parent_id, happened) references claim_old deferrable initially deferred;
alter table claim add unique (happened, id);
create table payment (claim_id integer, happened date, amount numeric, foreign key (claim_id, happened) references claim, foreign key (claim_id,
    happened) references claim_old (id, happened) on update cascade);
create table payment_part (claim_id integer, happened date, id integer) partition by hash (claim_id);
create table payment_part_0 partition of payment_part for values with (modulus 2, remainder 0);
create table payment_part_1 (happened date, id integer, claim_id integer, foreign key (claim_id, happened) references claim on delete restrict);
alter table payment_part attach partition payment_part_1 for values with (modulus 2, remainder 1);
alter table payment_part add foreign key (claim_id, happened) references claim on delete restrict;
create table owner_of_itself (id integer primary key, same integer not null references owner_of_itself,
    other integer references owner_of_itself (id) on delete set null deferrable, unique (id, other), foreign key (same,
    other) references owner_of_itself (id, other) match full);
create table exclusions (a integer, b text, c integer[], constraint x_btree exclude using btree (a with =, b collate "C" with =),
    constraint x_ops exclude (b text_pattern_ops with operator(pg_catalog.=)) include (a) with (fillfactor = 55)
    where (a > 0) deferrable initially deferred,
    constraint x_expression exclude ((a + 1) with =, (lower(b)) desc nulls last with =) not deferrable);
create table clustered (a integer, b integer, constraint clustered_pk primary key (a), constraint clustered_unique unique (b));
alter table clustered cluster on clustered_unique;
alter table clustered replica identity using index clustered_pk;
create table using_an_index (a integer not null, b integer);
create unique index was_an_index on using_an_index (a);
create unique index was_another on using_an_index (b) with (fillfactor = 30);
alter table using_an_index add primary key using index was_an_index;
alter table using_an_index add constraint renamed_when_used unique using index was_another deferrable;

-- a word on everything that one can say a word on
comment on schema insurance is 'schema';
comment on table contract is 'table';
comment on column contract.premium is 'column';
comment on constraint c_full on contract is 'foreign key';
comment on constraint c_check_row on contract is 'check';
comment on constraint broker_pk on broker is 'primary key';
comment on constraint x_ops on exclusions is 'exclusion';
comment on index broker_pk is 'index of the primary key';
comment on index broker_by_code is 'index';
comment on constraint claim_contract on claim is 'key of a partitioned table';
comment on constraint claim_new_parent on claim_new is 'key of a partition';
comment on index claim_new_pkey is 'index of a partition''s key';
comment on constraint claim_old_pkey on claim_old is 'key that came from the parent';
create view v as select 1 as a; comment on view v is 'view'; comment on column v.a is 'view column';
create materialized view m as select 1 as a, 2 as b; comment on materialized view m is 'materialized view'; comment on column m.a is 'its column';
create index m_a on m (a); comment on index m_a is 'its index';
create sequence s; comment on sequence s is 'sequence';
create type e as enum ('a'); comment on type e is 'enum';
create type c as (a integer); comment on type c is 'composite'; comment on column c.a is 'attribute';
create type r as range (subtype = date); comment on type r is 'range';
create domain d as integer constraint dc
    check (value > 0); comment on domain d is 'domain'; comment on constraint dc on domain d is 'constraint of a domain';
create function f(integer) returns integer language sql return 1; comment on function f(integer) is 'function';
create procedure p() language sql begin atomic end; comment on procedure p() is 'procedure';
create aggregate a(integer) (sfunc = int4pl, stype = integer); comment on aggregate a(integer) is 'aggregate';
create function t() returns trigger
    language plpgsql as 'begin return null; end'; create trigger tg after insert on contract execute function t(); comment on trigger tg on contract is 'trigger';
create rule ru as on delete to contract do also nothing; comment on rule ru on contract is 'rule';
create policy po on contract using (true); comment on policy po on contract is 'policy';
create statistics st on a, b from exclusions; comment on statistics st is 'statistics';
create operator === (leftarg = integer, rightarg = integer, function = int4eq); comment on operator === (integer, integer) is 'operator';
create operator family of using btree; comment on operator family of using btree is 'operator family';
create operator class oc for type integer using btree family of as operator 3 =; comment on operator class oc using btree is 'operator class';
create cast (e as r) with inout; comment on cast (e as r) is 'cast';
create collation co (locale = 'C'); comment on collation co is 'collation';
create conversion cv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8; comment on conversion cv is 'conversion';
create text search configuration tc (copy = simple); comment on text search configuration tc is 'configuration';
create text search dictionary td (template = simple); comment on text search dictionary td is 'dictionary';
create text search template tt (lexize = dsimple_lexize); comment on text search template tt is 'template';
create text search parser tp (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end,
    lextypes = prsd_lextype); comment on text search parser tp is 'parser';
create foreign data wrapper fw; comment on foreign data wrapper fw is 'wrapper';
create server sv foreign data wrapper fw; comment on server sv is 'server';
create foreign table ft (a integer) server sv; comment on foreign table ft is 'foreign table'; comment on column ft.a is 'its column';
create publication pu; comment on publication pu is 'publication';
create subscription su connection '' publication x with (connect = false, slot_name = none,
    enabled = false); comment on subscription su is 'subscription';
create function et() returns event_trigger
    language plpgsql as 'begin end'; create event trigger ev on sql_drop execute function et(); comment on event trigger ev is 'event trigger';
create access method am type table handler heap_tableam_handler; comment on access method am is 'access method';
create function lh() returns language_handler language c as '$libdir/plpgsql',
    'plpgsql_call_handler'; create language la handler lh; comment on language la is 'language';
create function tf(internal) returns internal language internal immutable strict as 'prsd_lextype'; create transform for integer language la (from sql
    with function tf(internal)); comment on transform for integer language la is 'transform';
create extension pgrowlocks; comment on extension pgrowlocks is 'extension';
comment on extension plpgsql is 'the language of everybody';
