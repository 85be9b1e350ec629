-- Salaries of a company: owners, grants on every kind, default privileges, column grants.
-- role: payroll_owner
-- role: payroll_clerk
-- role: payroll_reader
-- role: Payroll "Chief"
create schema payroll authorization payroll_owner;
create schema payroll_reports authorization "Payroll ""Chief""";
alter schema public owner to payroll_owner;
comment on schema public is 'shared by all departments';
revoke all on schema public from public;
grant usage on schema public to public;
grant create on schema public to payroll_clerk with grant option;
grant usage, create on schema payroll to payroll_clerk;
grant usage on schema payroll to payroll_reader with grant option;
grant usage on schema payroll_reports to public;

-- what is made from here on has other rights than PostgreSQL's
alter default privileges for role payroll_owner in schema payroll grant select on tables to payroll_reader;
alter default privileges for role payroll_owner in schema payroll grant insert, update on tables to payroll_clerk with grant option;
alter default privileges for role payroll_owner in schema payroll grant usage on sequences to payroll_clerk;
alter default privileges for role payroll_owner in schema payroll grant execute on functions to payroll_reader;
alter default privileges for role payroll_owner in schema payroll grant usage on types to payroll_reader;
alter default privileges for role payroll_clerk revoke execute on functions from public;
alter default privileges for role payroll_clerk revoke usage on types from public;
alter default privileges for role payroll_clerk grant all on schemas to payroll_reader;
alter default privileges for role payroll_clerk revoke all on tables from payroll_clerk;
alter default privileges for role "Payroll ""Chief""" grant select on sequences to public;

create type payroll.grade as enum ('A', 'B', 'C');
alter type payroll.grade owner to payroll_owner;
create type payroll.span as (since date, until date);
alter type payroll.span owner to payroll_owner;
create domain payroll.amount as numeric(12, 2) check (value >= 0);
alter domain payroll.amount owner to payroll_clerk;
create type payroll.amounts as range (subtype = numeric);
alter type payroll.amounts owner to payroll_clerk;
grant usage on type payroll.grade to payroll_reader with grant option;
revoke usage on type payroll.span from public;
grant usage on domain payroll.amount to payroll_reader;
revoke all on domain payroll.amount from public;
revoke usage on type payroll.amounts from public;

create table payroll.employee (
    id integer generated always as identity primary key,
    name text not null,
    grade payroll.grade,
    hired payroll.span,
    salary payroll.amount not null,
    iban text
);
alter table payroll.employee owner to payroll_owner;
grant select (id, name), update (name) on payroll.employee to payroll_reader;
grant select (salary), references (id) on payroll.employee to payroll_clerk with grant option;
grant insert (name, salary) on payroll.employee to public;
grant select, insert, update, delete, truncate, references, trigger on payroll.employee to payroll_clerk;

create table payroll.payment (
    id bigserial,
    employee_id integer not null references payroll.employee,
    paid_on date not null,
    amount payroll.amount not null
) partition by range (paid_on);
alter table payroll.payment owner to payroll_owner;
create table payroll.payment_2024 partition of payroll.payment for values from ('2024-01-01') to ('2025-01-01');
alter table payroll.payment_2024 owner to payroll_clerk;
grant select on payroll.payment to public;
grant select on payroll.payment_2024 to payroll_reader;
grant all on payroll.payment to payroll_clerk with grant option;
set role payroll_clerk;
grant select on payroll.payment to payroll_reader;
reset role;

create sequence payroll.slip_number;
alter sequence payroll.slip_number owner to payroll_clerk;
grant usage on sequence payroll.slip_number to payroll_reader;
grant select, update on sequence payroll.payment_id_seq to payroll_clerk;
grant all on sequence payroll.payment_id_seq to payroll_reader with grant option;

-- an owner who may not read the own table
create table payroll.sealed (id integer, note text);
alter table payroll.sealed owner to payroll_clerk;
revoke all on payroll.sealed from payroll_clerk;
create table payroll.half_sealed (id integer);
alter table payroll.half_sealed owner to payroll_owner;
revoke update, delete, truncate on payroll.half_sealed from payroll_owner;

create view payroll.salaries as select name, salary from payroll.employee;
alter view payroll.salaries owner to payroll_clerk;
grant select on payroll.salaries to payroll_reader;
grant update (name) on payroll.salaries to payroll_reader;
create materialized view payroll_reports.by_grade as select grade, sum(salary) as total from payroll.employee group by grade with no data;
alter materialized view payroll_reports.by_grade owner to "Payroll ""Chief""";
grant select on payroll_reports.by_grade to payroll_reader with grant option;

create function payroll.raise(percent numeric) returns void language sql as $$ select null::void $$;
alter function payroll.raise(numeric) owner to payroll_clerk;
revoke execute on function payroll.raise(numeric) from public;
grant execute on function payroll.raise(numeric) to payroll_clerk with grant option;
create function payroll.secret() returns text language sql security definer set search_path = payroll, pg_temp as $$ select 'x' $$;
revoke all on function payroll.secret() from public, postgres;
create procedure payroll.close_month(month date) language plpgsql as $$ begin null; end $$;
alter procedure payroll.close_month(date) owner to payroll_owner;
revoke all on procedure payroll.close_month(date) from public;
grant execute on procedure payroll.close_month(date) to payroll_clerk;
create aggregate payroll.total(numeric) (sfunc = numeric_add, stype = numeric, initcond = '0');
alter aggregate payroll.total(numeric) owner to payroll_clerk;
revoke all on function payroll.total(numeric) from public;
grant execute on function payroll.total(numeric) to payroll_reader;

revoke usage on language plpgsql from public;
grant usage on language plpgsql to payroll_owner, payroll_clerk;
create foreign data wrapper payroll_bank;
create server payroll_bank_server foreign data wrapper payroll_bank;
alter foreign data wrapper payroll_bank owner to postgres;
alter server payroll_bank_server owner to payroll_owner;
grant usage on foreign data wrapper payroll_bank to payroll_owner with grant option;
grant usage on foreign server payroll_bank_server to payroll_clerk;
create foreign table payroll.bank_entry (id integer, amount numeric) server payroll_bank_server;
alter foreign table payroll.bank_entry owner to payroll_owner;
grant select (amount) on payroll.bank_entry to payroll_reader;
grant insert on payroll.bank_entry to payroll_clerk;

-- kinds that have an owner and no grants
create collation payroll.names (locale = 'C');
alter collation payroll.names owner to payroll_owner;
create operator payroll.+% (leftarg = numeric, rightarg = numeric, procedure = numeric_add);
alter operator payroll.+% (numeric, numeric) owner to payroll_owner;
create operator family payroll.amount_ops using btree;
alter operator family payroll.amount_ops using btree owner to payroll_clerk;
create operator class payroll.amount_hash for type numeric using hash as operator 1 =, function 1 hash_numeric(numeric);
alter operator class payroll.amount_hash using hash owner to payroll_clerk;
alter operator family payroll.amount_hash using hash owner to payroll_owner;
create conversion payroll.to_latin for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1;
alter conversion payroll.to_latin owner to payroll_owner;
create text search dictionary payroll.words (template = simple);
alter text search dictionary payroll.words owner to payroll_owner;
create text search configuration payroll.search (copy = simple);
alter text search configuration payroll.search owner to payroll_clerk;
create statistics payroll.grade_and_iban on grade, iban from payroll.employee;
alter statistics payroll.grade_and_iban owner to payroll_owner;
create publication payroll_changes for table payroll.employee;
grant create on schema payroll_reports to payroll_owner;
create function payroll.watch() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger payroll_watch on ddl_command_end execute function payroll.watch();

-- made by a role with default privileges of its own
set role payroll_clerk;
create function payroll.of_the_clerk() returns integer language sql as $$ select 1 $$;
create type payroll.clerk_kind as enum ('x');
create table payroll.clerk_table (id integer);
grant delete on payroll.clerk_table to payroll_reader;
reset role;
set role payroll_owner;
create table payroll.born_with_rights (id integer, more text);
create sequence payroll.born_with_usage;
create function payroll.born_to_run() returns integer language sql as $$ select 2 $$;
revoke execute on function payroll.born_to_run() from payroll_reader;
reset role;
