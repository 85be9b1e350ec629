-- Invoices: functions and procedures with every attribute that they can have.
create schema billing;
create extension pgcrypto schema billing;
set search_path = billing;
create domain billing.euro as numeric(12, 2) check (value > -1000000);
create type billing.vat as enum ('full', 'half', 'none');
create type billing.line as (text text, net numeric, vat billing.vat);
create table billing.invoice (id integer primary key, customer text, lines billing.line[], due date, paid date);

-- volatility, strictness, safety, cost
create function a_volatile() returns double precision language sql volatile called on null input parallel unsafe as 'select random()';
create function b_stable(integer) returns text language sql stable
    returns null on null input parallel restricted cost 250 as 'select customer from billing.invoice where id = $1';
create function c_immutable(numeric, numeric default 0.2) returns numeric
    language sql immutable strict leakproof parallel safe cost 1 as 'select $1 * (1 + $2)';
create function d_many(n integer = 3) returns setof integer language sql immutable rows 3 cost 0.5 as 'select generate_series(1, n)';
create function e_definer() returns name language sql security definer
    set search_path = billing, pg_temp set work_mem = '8MB' set datestyle to 'German, DMY' set statement_timeout = 0 as $$ select current_user $$;
create function f_setting() returns text
    language plpgsql set "billing.mode" = 'dry ''run''' set timezone to 'Europe/Vienna' set enable_seqscan = off as $$ begin return current_setting('billing.mode'); end $$;
create function g_support(integer) returns setof integer language sql rows 100 support generate_series_int8_support as 'select 1';
create function g_support_in_place(text, text) returns boolean language internal immutable strict support textlike_support as 'textlike';

-- arguments: modes, names, defaults, variadic, polymorphic
create function h_out(in a integer, out b integer, out "C d" text) language sql as $$ select a + 1, 'x'::text $$;
create function h_inout(inout a numeric, inout b billing.euro default 1) language sql as $$ select a, b $$;
create function h_one_out(out total billing.euro) language sql as $$ select 5::billing.euro $$;
create function h_no_names(integer, text, boolean[]) returns void language sql as '';
create function h_some_names(integer, name text, out integer) language sql as 'select $1';
create function i_defaults(a integer default 1 + 1, b text default 'it''s; $1', c date default current_date - 7, d billing.vat default 'half',
    e text[] default '{a,"b,c"}', f billing.line default row('x', 1, 'none')::billing.line,
        g jsonb default null) returns text language sql as $$ select a || b $$;
create function j_variadic(first text, variadic rest anyarray) returns anyelement language sql immutable as $$ select rest[1] $$;
create function j_variadic_text(variadic text[] default '{}') returns integer language sql immutable as $$ select cardinality($1) $$;
create function j_variadic_any(variadic "any") returns integer language internal immutable as 'pg_num_nulls';
create function k_polymorphic(anyelement, anyarray, anynonarray, anyenum, anyrange) returns anyarray language sql as $$ select $2 $$;
create function k_compatible(a anycompatible, b anycompatible, variadic c anycompatiblearray) returns anycompatible language sql as $$ select a $$;
create function k_multirange(anycompatiblemultirange, anycompatible) returns anycompatiblerange language sql as $$ select null $$;
create function l_table(text) returns table (id integer, "left over" billing.euro, lines billing.line[]) language sql rows 7 as
    $$ select id, 0::billing.euro, lines from billing.invoice where customer = $1 $$;
create function l_record() returns record language sql as $$ select 1, 'a' $$;
create function l_setof_record(out x integer, out y integer) returns setof record language sql as $$ values (1, 2) $$;
create function l_row() returns billing.invoice language sql as $$ select * from billing.invoice limit 1 $$;
create function l_rows(i billing.invoice) returns setof billing.invoice language sql as $$ select i.* $$;
create function l_column_type(c billing.invoice.customer%type) returns billing.invoice.due%type language sql as $$ select current_date $$;
create function l_cstring(text) returns cstring language internal strict as 'textout';

-- overloads
create function m(integer) returns integer language sql as 'select 1';
create function m(bigint) returns integer language sql as 'select 2';
create function m(integer, integer) returns integer language sql as 'select 3';
create function m(billing.invoice) returns integer language sql as 'select 4';
create function m() returns integer language sql as 'select 5';

-- bodies
create function n_atomic(x integer, y integer default 2) returns integer language sql immutable begin atomic
    select x * y;
end;
create function n_return(p numeric) returns numeric language sql return round(p * 1.2, 2);
create function n_atomic_many(who text) returns setof billing.invoice language sql begin atomic
    insert into invoice (id, customer) values (1, who) on conflict do nothing;
    update invoice set paid = current_date where customer = who returning id;
    with overdue as (select * from invoice where due < current_date)
        select o.* from overdue o where o.customer = n_atomic_many.who;
end;
create function n_atomic_empty() returns void language sql begin atomic end;
create function o_quotes() returns text language plpgsql as $outer$
begin
    return $inner$ it's $$ quoted $$ $inner$ || e'\\\n' || '$outer';
end $outer$;
create function o_single_quotes() returns text language sql as 'select ''a'' || E''\n'' /* -- no comment */ || ''$$'' ';
create function o_windows_lines() returns integer language sql as E'select\r\n\t1 -- tab above\r\n';
create function o_internal(text) returns integer language internal immutable strict parallel safe as 'textlen';
create function o_dyn() returns trigger language plpgsql as $_$ begin execute format('select %L, $1', new) using 1; return null; end $_$;

-- procedures
create procedure p_plain() language sql as $$ delete from billing.invoice where false $$;
create procedure p_args(in a integer, inout b text default 'b', variadic c integer[] default '{}') language plpgsql as $$ begin b := a || b; end $$;
create procedure p_out(out total numeric, out "when" date) language plpgsql as $$ begin total := 1; "when" := current_date; end $$;
create procedure p_definer(a billing.euro) language plpgsql security definer set search_path = billing as $$ begin null; end $$;
create procedure p_atomic(c text) language sql begin atomic
    insert into billing.invoice (id, customer) values (2, c);
    delete from billing.invoice where customer is null;
end;

-- where they are used
create table billing.reminder (
    id integer default m(1),
    invoice_id integer references billing.invoice default n_atomic(2, 3),
    gross numeric generated always as (c_immutable(100, 0.2)) stored,
    secret text default encode(billing.digest('x', 'sha256'), 'hex'),
    check (n_atomic(id, id) > 0),
    check (g_support_in_place(secret, 'a'))
);
create index reminder_expression on billing.reminder (c_immutable(gross), n_atomic(id));
create view billing.everything as select l.*, j_variadic('a', 1, 2) as one, (h_out(1))."C d", k.ordinality
    from l_table('x') l, lateral d_many(l.id) with ordinality as k(n), rows from (d_many(2), l_setof_record()) as r(a, b, c);

comment on function c_immutable(numeric, numeric) is 'gross';
comment on function m(integer) is 'one of five';
comment on procedure p_args(integer, text, integer[]) is 'all modes';
comment on function l_table(text) is 'what is left';
comment on routine n_return(numeric) is 'a body that is an expression';
