-- What PostgreSQL prints otherwise once its printing was read, and what refers to columns in odd ways.
create schema print;
set search_path = print, public;
create domain paper as varchar(20) check (value in ('matt', 'gloss', 'recycled'));
create domain kind as char(3) default 'flx' check (value in ('flx', 'off') or value like any (array['d%', 'r%']));
create table job (
    id integer primary key,
    state varchar(10) not null default 'new' check (state in ('new', 'printing', 'done')),
    paper paper default 'matt',
    colours varchar(5)[] check (colours <@ array['c', 'm', 'y', 'k']::varchar[]),
    format char(2) check (format in ('A4', 'A5') or format is null),
    price numeric(8, 2) check (price between 0.01 and 99999 and price <> all (array[13, 13.13])),
    due timestamp check (due > '2020-01-01' and due::date not in ('2020-12-25', '2021-12-25')),
    weight real check (weight > 0.1 and weight < 1e3),
    pages smallint check (pages > 0 and pages % 4 = 0 and (pages in (4, 8, 16))),
    client name check (client not in ('none', 'nobody')),
    flags bit varying(8) check (flags & b'1' <> b'0'),
    more varchar(10) generated always as (case when state in ('new', 'done') then 'idle'::varchar else state end) stored,
    urgent boolean generated always as (state = any ('{new,printing}'::varchar[]) and not (pages > 8)) stored
);
create index job_open on job (id) where state in ('new', 'printing');
create index job_state on job ((case state when 'new' then 1 when 'done' then 2 else 0 end),
    (price * 1.2::double precision)) where state <> 'done' and format in ('A4');
create unique index job_client on job (lower(client::text), coalesce(due, '2000-01-01')) where not (state in ('done') or client in ('a', 'b'));
create table job_part (id integer, state varchar(10) not null) partition by list (state);
create table job_part_open partition of job_part for values in ('new', 'printing');
alter table job_part_open add check (state in ('new', 'printing') and state not like 'x%');
create table job_by_expression (s varchar(9), d timestamp) partition by range ((upper(s)), (d::date));
create table job_by_expression_1 partition of job_by_expression for values from ('A', '2024-01-01') to ('M', minvalue);
alter table job enable row level security;
create policy job_seen on job for select using (state in ('new', 'done') and client in (current_user, 'all'));
create policy job_made on job for insert with check (state in ('new') and format::text in ('A4', 'A3'));
create function changed() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger job_changed before update on job for each row when (new.state in ('printing',
    'done') and old.state not in ('done')) execute function changed();
create rule job_stays as on delete to job where old.state in ('printing', 'done') do instead nothing;
create statistics job_states on (state in ('new', 'done')), (price + 1::real) from job;

create view waiting as select id, state, price * 2 as twice, due + '1 day' as next, state in ('new', 'printing') as open,
    weight > 0.5 as heavy from job where state in ('new') and format in ('A4', 'A5') and price > 0.5;
create view in_lists as select * from job where (state, format) in (('new', 'A4'), ('done', 'A5')) and state = any (array['new',
    'x']) and paper in ('matt') and colours && array['c', 'k']::varchar[];
create view unknowns as select 'a' as a, 'b'::varchar as b, null as c, null::varchar(3) as d, '1'::char(4) as e, array['x', null] as f,
    case when true then 'x' else 'y'::varchar end as g union all select 'c', state, client, format, format, colours, paper from job;
create view unions as (select id from job union select 1 except select 2) intersect all (values (1),
    (2)) order by 1 desc nulls last offset 1 fetch first 2 rows with ties;
create view values_only (a, b) as values (1, 'x'::varchar(3)), (2, null);
create view joins as
    select j.id, k.state, id2, l.state as l_state from job j natural left join (select id, state as state2 from job) n
    join job k using (id) cross join generate_series(1, 2) as g(id2) left join lateral (select x.state from job x
        where x.id = g.id2 limit 1) l on true
    right join (job m join job o on m.id = o.pages) as mo(mo_id, mo_state) on mo.mo_id = j.id;
create view renamed_later as select id as number, state as was, format from job where id > 0;
alter table job rename column format to size;
alter view renamed_later rename column was to state_then;
create view aliases as select job.id, job_1.id as id_1, "job_2".id as id_2 from job, job job_1, (select id from job) as "job_2",
    print.job_part as job_3 where job.id = job_1.id and job_3.id = "job_2".id;
create view nested_with as with recursive a(n) as (select 1 union all select n + 1 from a where n < 10), b as materialized (select n,
    n * 2.0 as m from a), c as not materialized (with d as (select max(m) from b) select * from d)
    select b.n, c.max from b, c where b.n in (select n from a where a.n < b.n);
create view searched as with recursive t(id, up) as (select id, pages from job union all select j.id, j.pages from job j, t where j.id = t.up)
    search depth first by id set ordercol cycle id set is_cycle to 1 default 0 using path select id, up, is_cycle from t order by ordercol;
create view sampled as select * from job tablesample bernoulli (10.5) repeatable (42)
    where ctid <> '(0,1)' and xmin::text <> '0' and tableoid = 'print.job'::regclass;
create view functions_in_from as select x.*, y.*, z from unnest(array[1, 2], array['a', 'b']) with ordinality as x(a, b, n),
    json_to_recordset('[]') as y(p integer, q text collate "C"),
    xmltable('/r/i' passing '<r><i>1</i></r>' columns z integer path '.' default 0 not null, no for ordinality);
create view grouped as select state, size, count(distinct id) filter (where pages in (4, 8)), string_agg(distinct client::text,
    ',' order by client::text desc), array_agg(price order by due desc nulls first, id using <),
    bool_or(state in ('new')) from job group by distinct rollup (state, size), grouping sets (state, (), (state,
    size)) having count(*) > 1 order by grouping(state, size), 2 desc;
create view locked as select id from job where id < 10 for update of job skip locked;
create view whole_rows as select j, j.*::text as t, (j).id, row(j.*)::text as r, j is null as n, j = j as same from job j;
create view columns_not_there_by_name ("?column?", "case", c) as select 1 + 1, case when true then 2 end, state from job;
create materialized view kept as select state, size, sum(price) from job where state in ('new', 'done') group by state,
    size having sum(price) > any (array[1, 2.5]);
create function in_default(a varchar default 'x', b boolean default ('x'::varchar in ('a', 'b')), c varchar[] default array['a',
    'b']) returns boolean language sql return a in ('q', 'r') and b;
create domain late as integer default case when current_date in ('2020-01-01', '2020-01-02') then 1 else 2 end;
alter view waiting alter column state set default case when 1 in (1, 2) then 'a'::varchar else 'b' end;
create function format_of(job) returns char(2) language sql stable as 'select ($1).size';
create function atomic() returns setof job language sql begin atomic update job set state = 'done' where state in ('new',
    'printing') and id = any ('{1,2}'); select * from job where format_of(job.*) in ('A4', 'A5'); end;
comment on view searched is 'depth first';
