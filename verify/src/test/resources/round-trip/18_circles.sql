-- A staff directory in which much needs itself: circular keys, defaults, views and functions that need each other.
create schema staff;
set search_path = staff, public;

-- keys that go round, over one, two and three tables
create table department (id integer primary key, name text not null unique, head_id integer, budget_id integer);
create table person (id integer primary key, name text not null, department_id integer references department, mentor_id integer references person,
    deputy_of integer unique);
create table budget (id integer primary key, owner_id integer not null references person on delete restrict,
    department_id integer references department (id));
alter table department add constraint department_head foreign key (head_id) references person deferrable initially deferred;
alter table department add constraint department_budget foreign key (budget_id) references budget;
alter table person add constraint person_deputy foreign key (deputy_of) references person (deputy_of);

-- two functions that call each other
create function is_even(n integer) returns boolean language plpgsql immutable as $$ begin return n = 0 or staff.is_odd(n - 1); end $$;
create function is_odd(n integer) returns boolean language plpgsql immutable as $$ begin return n <> 0 and staff.is_even(n - 1); end $$;

-- a table whose default calls a function that returns rows of the table
create table setting (name text primary key, value text);
create function setting_default(wanted text) returns setof setting language sql stable as $$ select * from staff.setting where name = wanted $$;
create function setting_value(wanted text default 'default') returns text
    language sql stable as $$ select value from staff.setting_default(wanted) limit 1 $$;
alter table setting alter column value set default setting_value();
create function next_number(person) returns integer language sql stable as $$ select $1.id + 1 $$;
create table numbered (id integer primary key, follows integer default 0, who person);
create function numbered_next(numbered) returns integer
    language sql stable as $$ select coalesce(max(id), 0) + 1 from staff.numbered where follows = ($1).id $$;
create function numbered_last() returns integer language sql stable as $$ select coalesce(max(id), 0) from staff.numbered $$;
alter table numbered alter column follows set default numbered_last();
alter table numbered add constraint numbered_follows check (numbered_next(numbered.*) > 0);

-- a view and a function that need each other
create view colleague as select null::integer as id, null::text as name, null::integer as depth;
create function colleagues_of(who integer) returns setof colleague
    language sql stable rows 10 as $$ select id, name, 1 from staff.person where department_id = (select department_id from staff.person where id = who) $$;
create or replace view colleague as
    select c.id, c.name, c.depth from person p cross join lateral colleagues_of(p.id) c;
create view person_full as select 1 as id, 'x'::text as name;
create function as_full(p person) returns person_full language sql stable as $$ select p.id, p.name $$;
create or replace view person_full as select f.id, f.name from person, lateral as_full(person) f;

-- a materialized view that a function reads, and that a view reads which the function reads
create materialized view head_count as select department_id, count(*) as heads from person group by 1;
create unique index head_count_department on head_count (department_id);
create function heads(of integer) returns bigint language sql stable as $$ select heads from staff.head_count where department_id = of $$;
create view department_size as select id, name, heads(id) as heads from department;
create function biggest() returns setof department_size language sql stable begin atomic
    select * from department_size order by heads desc nulls last limit 1;
end;
create view biggest_department as select b.*, d.head_id from biggest() b join department d using (id);
create materialized view biggest_kept as select * from biggest_department with no data;

-- a policy on a table that asks the table, a rule and a trigger that write where they stand
create function may_see(p person) returns boolean
    language sql stable security definer as $$ select p.id = 1 or exists (select from staff.person q where q.mentor_id = p.id) $$;
alter table person enable row level security;
create policy person_seen on person using (may_see(person.*)) with check (department_id in (select d.id from department d
    where d.head_id = person.id));
create policy department_seen on department for select using (id in (select department_id from person));
alter table department enable row level security;
create function deeper() returns trigger
    language plpgsql as $$ begin if pg_trigger_depth() < 3 then update staff.person set name = new.name where id = new.mentor_id; end if; return new; end $$;
create trigger person_deeper before update on person for each row when (may_see(new.*)) execute function deeper();

-- a sequence that a function reads for a default of the table which owns it
create table badge (id integer not null, made date default current_date, code text);
create sequence badge_number owned by badge.id;
create function badge_code() returns text language sql volatile as $$ select 'B-' || nextval('staff.badge_number') $$;
alter table badge alter column code set default badge_code();
alter table badge alter column id set default nextval('badge_number');
alter table badge add constraint badge_code unique (code);

-- a domain whose check calls a function that takes the domain's base, and a type that holds itself by an array of a table
create function is_login(text) returns boolean language sql immutable as $$ select $1 ~ '^[a-z]+$' $$;
create domain login as text check (is_login(value));
create function login_of(person) returns login language sql immutable as $$ select lower($1.name)::staff.login $$;
create index person_login on person (login_of(person.*)) where is_odd(id);
create type tree_node as (label text, left_id integer);
create table tree (id integer primary key, node tree_node, children tree_node[]);
alter type tree_node add attribute person person cascade;
create function tree_depth(t tree) returns integer
    language plpgsql stable as $$ begin return (select max(staff.tree_depth(c)) + 1 from staff.tree c where c.id = (t.node).left_id); end $$;
create view tree_depths as select t.id, tree_depth(t.*) as depth, (t.node).person.name as name, t.children[1].label from tree t;

-- a range whose difference takes a domain, an operator whose function uses the operator
create function apart(integer, integer) returns double precision language sql immutable strict as $$ select ($1 - $2)::float8 $$;
create type years as range (subtype = integer, subtype_diff = apart);
create function overlap_of(years, years) returns integer
    language plpgsql immutable as $$ begin return case when lower($1) > lower($2) then $2 operator(staff.<&>) $1 else upper($1) end; end $$;
create operator <&> (leftarg = years, rightarg = years, function = overlap_of, commutator = <&>);
create table employed (person_id integer references person, during years, check ((during <&> '[2000,2001)'::years) > 0));
alter function may_see(person) set search_path = staff;

comment on view colleague is 'needs a function that needs it';
comment on function colleagues_of(integer) is 'returns rows of the view';
comment on constraint department_head on department is 'goes round';
comment on column tree_depths.depth is 'however deep';
