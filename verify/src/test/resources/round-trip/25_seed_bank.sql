-- A seed bank's catalogue: what stands on types, operators and functions of extensions.
-- role: seed_visitor
create schema seeds;
create schema ext;
create extension citext with schema ext;
create extension hstore schema ext;
create extension ltree schema ext;
create extension pg_trgm schema ext;
create extension intarray schema ext;
create extension bloom;
create extension btree_gin;
create extension unaccent schema ext;
create extension dict_int schema ext;
create extension tablefunc schema ext;
create extension fuzzystrmatch schema ext;
create extension pg_stat_statements schema ext;
create extension amcheck;
create extension insert_username schema ext;
create extension refint schema ext;
set search_path = seeds, ext, public;

-- rights on what belongs to an extension
grant execute on function ext.similarity(text, text) to seed_visitor;
grant select on ext.pg_stat_statements to seed_visitor;
revoke select on ext.pg_stat_statements from public;
revoke execute on function ext.levenshtein(text, text) from public;
grant execute on function ext.levenshtein(text, text) to seed_visitor with grant option;
grant usage on type ext.hstore to seed_visitor;
comment on extension hstore is 'for the old records';

create domain latin_name as ext.citext check (value ~ '^[A-Z][a-z]+ [a-z]+$'::ext.citext);
create type found_at as (tags ext.hstore, path ext.ltree, names ext.citext[]);
create text search dictionary numbers_short (template = ext.intdict_template, maxlen = 4, rejectlong = 'true');
create text search dictionary no_accents (template = ext.unaccent, rules = 'unaccent');
create text search configuration plants (copy = pg_catalog.simple);
alter text search configuration plants alter mapping for int, uint with numbers_short;
alter text search configuration plants alter mapping for word with no_accents, pg_catalog.simple;

create table seed (
    id integer generated always as identity primary key,
    name latin_name not null unique,
    common_names ext.citext[] default '{}'::ext.citext[],
    family ext.ltree not null default 'plantae.unknown'::ext.ltree,
    patterns ext.lquery[] default '{*.a|b@*}',
    question ext.ltxtquery,
    traits ext.hstore not null default ext.hstore('colour', 'green') || 'height => "1.5", "a b" => NULL',
    stations integer[] default '{3,1,2}' check (ext.sort(stations) = stations or ext.icount(stations) < 10),
    found found_at,
    collected_by text default 'nobody',
    year integer,
    weight numeric,
    colour text generated always as (traits operator(ext.->) 'colour') stored,
    depth integer generated always as (ext.nlevel(family)) stored
);
create index seed_name_similar on seed using gin (collected_by ext.gin_trgm_ops);
create index seed_name_near on seed using gist (collected_by ext.gist_trgm_ops (siglen = 32));
create index seed_family on seed using gist (family ext.gist_ltree_ops (siglen = 100));
create index seed_family_order on seed using btree (family, name);
create index seed_traits on seed using gin (traits);
create index seed_traits_gist on seed using gist (traits ext.gist_hstore_ops (siglen = 64));
create index seed_traits_value on seed ((traits operator(ext.->) 'colour'), (traits operator(ext.?) 'height'));
create index seed_stations on seed using gin (stations ext.gin__int_ops);
create index seed_stations_big on seed using gist (stations ext.gist__intbig_ops (siglen = 256));
create index seed_bloom on seed using bloom (year, id) with (length = 100, col1 = 3, col2 = 5);
create index seed_mixed on seed using gin (year, collected_by ext.gin_trgm_ops, weight) where year > 1900;
create index seed_words on seed using gin (to_tsvector('plants', collected_by));
create index seed_sounds on seed (ext.soundex(collected_by), ext.dmetaphone(collected_by));
create statistics seed_traits_and_year on (traits operator(ext.->) 'colour'), year from seed;

create table tray (id integer, seed_name latin_name references seed (name) on update cascade, made_by text, parent integer, primary key (id));
create trigger tray_user before insert or update on tray for each row execute function ext.insert_username(made_by);
create trigger tray_parent after insert on tray for each row execute function ext.check_primary_key('parent', 'tray', 'id');

create view seed_search as
    select s.id, s.name, ext.similarity(s.collected_by, 'Linné') as like_linne, s.collected_by operator(ext.<->) 'Linné' as far,
        s.family operator(ext.@>) 'plantae.rosaceae'::ext.ltree as rose, s.traits operator(ext.@>) 'colour=>red' as red,
        (ext.each(s.traits)).key as trait, ext.unaccent('ext.unaccent', s.collected_by) as plain, s.name = 'Rosa canina' as dog_rose
    from seed s where s.family operator(ext.~) '*.rosaceae.*' and s.collected_by operator(ext.%) 'Mendel';
create view by_year as select * from ext.crosstab('select family::text, year, count(*) from seeds.seed group by 1, 2 order by 1, 2') as c(family text,
    "1900" bigint, "2000" bigint);
create view statements as select query, calls from ext.pg_stat_statements where calls > 10;
create materialized view families as select ext.subpath(family, 0, 1) as top, ext.skeys(traits) as trait, count(*) from seed group by 1, 2;
create function distance(a ext.ltree, b ext.ltree default 'plantae') returns integer language sql immutable begin atomic
    select ext.nlevel(a) + ext.nlevel(b) - 2 * ext.nlevel(ext.lca(a, b));
end;
create function traits_of(text) returns ext.hstore language sql immutable as $$ select ext.hstore('n', $1) $$;
create function hstore_of_found(found_at) returns ext.hstore language sql immutable as $$ select ($1).tags $$;
create cast (found_at as ext.hstore) with function hstore_of_found(found_at);
create function distance_of_two(a ext.ltree, b ext.ltree) returns integer language sql immutable as $$ select seeds.distance(a, b) $$;
create operator <%%> (leftarg = ext.ltree, rightarg = ext.ltree, function = distance_of_two);
create aggregate joined_traits(ext.hstore) (sfunc = ext.hs_concat, stype = ext.hstore, initcond = '');
create operator class by_level for type ext.ltree using btree as
    operator 1 ext.< (ext.ltree, ext.ltree), function 1 ext.ltree_cmp(ext.ltree, ext.ltree);
alter table seed enable row level security;
create policy seed_seen on seed to seed_visitor using (family operator(ext.<@) 'plantae.public' and traits operator(ext.?|) array['open', 'free']);
comment on operator class by_level using btree is 'half of one';
comment on domain latin_name is 'two words';
comment on index seed_bloom is 'for odd questions';
