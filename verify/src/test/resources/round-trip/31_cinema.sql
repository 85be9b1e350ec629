-- A cinema's programme: views on views, with options, defaults, rules and triggers; materialized views and what hangs on them.
-- role: cinema_front
create schema cinema;
set search_path = cinema, public;
create table film (id integer primary key, title text not null, year integer check (year > 1880), minutes integer, rating numeric(3, 1), poster bytea,
    tags text[]);
create table hall (no smallint primary key, seats integer not null default 100, name varchar(30));
create table showing (film_id integer references film, hall_no smallint references hall, starts timestamptz, price numeric(5, 2),
    primary key (hall_no, starts));

create view long_film as select * from film where minutes > 150;
create view long_good_film as select id, title, rating from long_film where rating >= 8 with check option;
create view long_good_old_film as select * from long_good_film where id in (select id from film where year < 1980) with local check option;
create view guarded with (security_barrier = on) as select title, rating from film where rating is not null;
create or replace view guarded with (security_barrier = true) as select title, rating, year as made from film where rating is not null;
create view guarded_and_checked with (check_option = 'local', security_barrier) as select id, title, year from film where year is not null;
create view open_again with (security_barrier = false) as select no from hall;
create view named (a, b, c) as select id, title, year from film;
create view partly_named (first) as select id, title from film;
create view with_columns as select no, seats, name || '!' as name from hall;
alter view with_columns alter column seats set default 50;
alter view with_columns alter column name set default 'new';
alter view named rename column c to "year it's from";
create view over_names as select n.a, n."year it's from" as y from named n;
create recursive view countdown (n) as values (10) union all select n - 1 from countdown where n > 0;
create view self_join as select a.title as one, b.title as other from film a join film b on a.year = b.year and a.id < b.id;
create view from_view_and_table as select v.*, h.seats, h.ctid from long_film v, hall h where h.no = v.id % 10;
create view with_no_columns as select from film;
create view of_functions as select * from generate_series(1, 10) g(n), lateral (select g.n * 2) d(twice);
create view no_from as select now() as at, pi() as pi, random() < 0.5 as coin;
create view old_cast as select title::varchar(10) as short, year::numeric(6, 2) as y, tags::varchar(3)[] as t, rating::text::"char" as c from film;
create view over_everything as select l.title, w.name, c.n from long_good_old_film l cross join with_columns w cross join countdown c;

create materialized view popular as select f.id, f.title, count(s.*) as shows,
    max(s.price) as top from film f left join showing s on s.film_id = f.id group by f.id;
create unique index popular_id on popular (id);
create index popular_title on popular (title text_pattern_ops, shows desc) include (top) with (fillfactor = 77) where shows > 0;
create index popular_expression on popular ((shows * top), lower(title));
create index popular_hash on popular using hash (title);
create index popular_brin on popular using brin (id);
alter materialized view popular cluster on popular_id;
alter materialized view popular set (fillfactor = 88, autovacuum_enabled = off, toast.autovacuum_enabled = off);
alter materialized view popular alter column title set storage external;
alter materialized view popular alter column title set compression pglz;
alter materialized view popular alter column shows set statistics 5;
alter materialized view popular alter column top set (n_distinct = -0.5);
alter index popular_expression alter column 1 set statistics 12;
create materialized view empty_for_now (id, what) as select id, title from popular with no data;
create index empty_for_now_id on empty_for_now (id);
create materialized view over_empty as select * from empty_for_now where id > 0 with no data;
create materialized view constants as values (1, 'one'), (2, 'two');
create materialized view of_countdown as select n from countdown;
create view over_popular as select p.title, e.what from popular p left join over_empty e using (id);
create statistics popular_statistics (mcv) on title, shows from popular;
create statistics popular_by_expression on (lower(title)) from popular;

create rule named_insert as on insert to named do instead insert into film (id, title, year) values (new.a, new.b, new."year it's from");
create rule named_update as on update to named do instead update film set title = new.b where id = old.a;
create rule with_columns_insert as on insert to with_columns do instead nothing;
create function sold_out() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger no_more instead of insert or update or delete on over_names for each row execute function sold_out();
create trigger before_statement before delete on named for each statement execute function sold_out('named');
create function film_of(popular) returns film language sql stable as $$ select * from cinema.film where id = $1.id $$;
create view through_function as select (film_of(p.*)).title as name, (film_of(p)).* from popular p;
create function programme(day date default current_date) returns setof over_everything
    language sql stable rows 30 as $$ select * from cinema.over_everything limit 30 $$;
create view programme_today as select * from programme();

grant select on long_film to cinema_front;
grant select (title), update (rating) on long_good_film to cinema_front with grant option;
grant select (id) on popular to cinema_front;
grant all on named to public;
revoke all on of_functions from postgres;
alter view guarded owner to cinema_front;
alter materialized view popular owner to cinema_front;
alter function film_of(popular) owner to cinema_front;
comment on view long_good_old_film is 'checked here alone';
comment on column long_good_old_film.rating is 'of ten';
comment on column popular.shows is 'this season';
comment on index popular_title is 'of a materialized view';
comment on rule named_insert on named is 'writes through';
comment on trigger no_more on over_names is 'sold out';
comment on statistics popular_statistics is 'on a materialized view';
