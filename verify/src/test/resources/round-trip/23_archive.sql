-- A state archive: one table for each family of types, with their modifiers, defaults and arrays.
create schema archive;
set search_path = archive, public;
create extension lo;
create extension isn with schema archive;
create extension seg with schema archive;
create extension "uuid-ossp" with schema archive;

create table of_numbers (
    a smallint default -32768, b integer default -1, c bigint default 9223372036854775807, d numeric default 'NaN', e numeric(1000, 0),
    f numeric(20) default 1e10, g numeric(5, 5) default 0.12345, h decimal(10, 2)[] default '{1.10,NULL}', i real default '-Infinity',
    j double precision default 1.7976931348623157e308, k float(20) default 0.1, l float(50), m money default 12.5::money,
    n integer[][] default '{{1,2},{3,4}}', o integer[3], p smallint default 16, q oid default 26, r xid, s xid8, t cid, u tid default '(1,2)'
);
create table of_texts (
    a text default '', b varchar, c varchar(10485760) default 'x', d char default 'y', e char(10) default 'pad', f bpchar, g name default 'n',
    h "char" default 'c', i text[] default array['a', null, 'b''c', '{"x"}', E'\\', 'NULL']::text[], j varchar(3)[] default '{abc,"d,e"}',
    k text default e'tab\there\u00e9\n', l text default U&'\0441\043B\043E\043D', m text default $$dollar's$$, n text default 'n',
        o char(3)[] collate "C",
    p text default 'a' || 'b', q text default concat_ws('-', 'a', 1, true), r text default format('%s %I %L', 1, 'x y', 'it''s')
);
create table of_times (
    a date default 'infinity', b date default '1999-12-31'::date, c time default '12:34:56.789', d time(2) default localtime(2),
        e timetz(0) default current_time(0),
    f timestamp default '-infinity'::timestamp, g timestamp(6) default localtimestamp, h timestamptz(0) default current_timestamp(0),
        i timestamptz default '2024-02-29 12:00:00+05:30',
    j interval default '1 year 2 mons -3 days 04:05:06.7', k interval year to month, l interval day to second(3) default '1 day',
        m interval(2) default '00:00:01.25',
    n interval month, o interval[] default array['1 day'::interval, '-1 hour'], p timestamp[] default '{"2024-01-01 00:00:00"}',
        q timestamptz default now() + '1 day'::interval,
    r timestamptz default timezone('UTC'::text, '2024-01-01 00:00:00'::timestamp), s date default (date_trunc('month',
        now()) + '1 mon -1 days'::interval)::date,
    t timestamp default (now() at time zone 'Europe/Vienna'), u interval minute default '5 min', v double precision default extract(epoch from now())
);
create table of_bits (
    a boolean default true, b boolean default 'f', c boolean[] default '{t,f,NULL}', d bit default b'1', e bit(8) default x'AF'::bit(8),
        f varbit default b'', g varbit(3),
    h bytea default '\x00ff', i bytea default 'abc\000'::bytea, j bytea[] default '{"\\x01"}', k uuid default '00000000-0000-0000-0000-000000000000',
        l uuid default archive.uuid_generate_v4(),
    m bit(4)[] default '{1010,0101}', n boolean default (1 < 2 and not (2 > 3 or null)), o boolean default null is not distinct from 'x'::text
);
create table of_documents (
    a json default '{"a": [1, 2, {"b": null}], "c": "it''s"}', b jsonb default '{"b": 1, "a": 2}',
        c jsonpath default '$.a[*] ? (@ > 1 && @.type() == "number")',
    d xml default '<a b="c">it''s &amp; more</a>', e tsvector default 'a:1A b:2,3', f tsquery default '!a & (b | c:*A <-> d)',
        g json[] default array['{"x": 1}']::json[],
    h jsonb default jsonb_build_object('k', array[1, 2], 'n', null), i text default (('{"a": {"b": "deep"}}'::jsonb) #>> '{a,b}'), j xml[],
        k jsonb default '"text"' , l jsonb default '[]'::jsonb || '1'::jsonb
);
create table of_places (
    a inet default '::1', b cidr default '2001:db8::/32', c macaddr default '08:00:2b:01:02:03', d macaddr8 default '08:00:2b:ff:fe:01:02:03',
        e point default '(1.5,-2)', f line default '{1,2,3}',
    g lseg default '[(0,0),(1,1)]', h box default '(1,1),(0,0)', i path default '[(0,0),(1,1),(2,0)]', j polygon default '((0,0),(1,1),(1,0))',
        k circle default '<(0,0),1>',
    l inet[] default '{10.0.0.1,10.0.0.0/8}', m box[] default '{(1,1),(0,0);(2,2),(1,1)}', n point default point(1, 2),
        o cidr default set_masklen('10.0.0.0/8'::cidr, 16)
);
create table of_ranges (
    a int4range default '[1,10)', b int8range default 'empty', c numrange default '(,1.5]', d tsrange default '["2024-01-01 00:00:00",)',
        e tstzrange default '(,)', f daterange default '[2024-01-01,2024-12-31]',
    g int4multirange default '{[1,2),[5,6)}', h nummultirange default '{}',
        i datemultirange default datemultirange('[2024-01-01,2024-02-01)'::daterange), j int4range[] default '{"[1,2)","[3,4)"}', k int8multirange,
        l tsmultirange, m tstzmultirange[]
);
create table of_catalog (
    a regclass default 'archive.of_numbers', b regtype default 'integer[]', c regproc default 'pg_catalog.now', d regprocedure default 'length(text)',
        e regoper default 'pg_catalog.||/', f regoperator default '+(integer,integer)',
    g regnamespace default 'archive', h regrole, i regconfig default 'english', j regdictionary default 'simple', k regcollation default '"C"',
        l pg_lsn default '0/16B3748', m pg_snapshot, n txid_snapshot, o aclitem, p refcursor, q int2vector default '1 2', r oidvector,
        s regtype[] default '{integer,text}'
);
create table of_extensions (a lo default 0, b ean13 default '9780393040029', c isbn[] , d seg default '1 .. 2',
    e issn13 default '9771436452008'::issn13);
create trigger of_extensions_lo before update or delete on of_extensions for each row execute function lo_manage(a);
create table of_rows (a of_numbers, b of_texts[], c of_places default null, d pg_catalog.pg_class, e information_schema.sql_identifier,
    f information_schema.yes_or_no default 'NO');
create table nothing_in_it ();
create table one_dropped (a integer);
alter table one_dropped drop column a;

create view literals as
    select 1 as integer, 10000000000 as bigint, 1.0 as numeric, 1e-7 as small, 'x' as unknown, null as nothing, true as yes, 'x'::"char" as c,
        -5 as minus, - (-5) as plus, 2 ^ 3 ^ 2 as power, 7 % -3 as rest, '5'::text || 5 as joined,
        array[]::integer[] as none, array[[1, 2], [3, 4]] as two, (array[1, 2, 3])[2:] as part, row(1, 'a', null)::text as row, (row(1,
            2)).f1 as first, interval '1' day as day, date '2024-01-01' as date, time with time zone '12:00+01' as tz,
        cast('1' as numeric(3, 1)) as "cast", b'101' as bits, x'1F' as hex
    ;
create view expressions as
    select case when a > 0 then 'plus' when a < 0 then 'minus' else 'zero' end as sign, case b when 1 then 'one' else null end as "case", coalesce(c,
        a::bigint, 0) as co, nullif(a, b) as n, greatest(a, b, 0) as g, least(d, 1.5) as l,
        a between symmetric 1 and b as sym, a not between 1 and 2 as nb, a in (1, 2, null) as i, a not in (select k.b from of_numbers k) as ni, (a,
            b) in ((1, 2), (3, 4)) as rows, (a, b) < (1, 2) as less, a = any (array[1, 2]) as an, a <> all ('{3,4}'::int[]) as al,
        exists (select 1 from of_bits) as ex, array(select x.a from of_texts x order by 1) as arr, a is distinct from b as d,
            (a > 0) is not true as nt, (a > 0) is unknown as un, a::text similar to '[0-9]+' as sim, a::text ilike '1%' as il,
            a::text not like '_#_' escape '#' as esc,
        trim(leading 'x' from 'xxa') as trim, substring('abc' from 2 for 1) as sub, substring('abc' similar 'a#"b#"c' escape '#') as sub2,
            position('b' in 'abc') as pos, overlay('abc' placing 'x' from 2) as ov, extract(year from now()) as year, normalize('ä', nfd) as norm,
            'ä' is nfc normalized as isn, collation for ('x') as coll,
        current_date as cd, current_user as cu, session_user as su, current_catalog as cc, current_schema as cs
    from of_numbers;
comment on table nothing_in_it is 'a table without columns';
comment on column of_times.t is 'by the wall clock';
