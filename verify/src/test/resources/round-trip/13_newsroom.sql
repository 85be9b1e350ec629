-- A newsroom that sends its texts on: publications and subscriptions.
-- role: newsroom_sender
create schema newsroom;
create schema newsroom_pictures;
create table newsroom.article (id bigint primary key, slug text not null unique, title text, body text, draft boolean default true, printed date);
create table newsroom.author (id integer primary key, name text, pseudonym text);
create table newsroom.wrote (article_id bigint references newsroom.article, author_id integer references newsroom.author, primary key (article_id,
    author_id));
create table newsroom.edition (day date, page smallint, article_id bigint, primary key (day, page)) partition by range (day);
create table newsroom.edition_2024 partition of newsroom.edition for values from ('2024-01-01') to ('2025-01-01');
create table newsroom.edition_2025 partition of newsroom.edition for values from ('2025-01-01') to ('2026-01-01');
create table newsroom_pictures.picture (id uuid primary key, file text not null, credits text[]);
create table newsroom_pictures.crop (picture_id uuid references newsroom_pictures.picture, box box);
create table newsroom.inherited_article (source text) inherits (newsroom.article);
alter table newsroom.article replica identity using index article_slug_key;
alter table newsroom_pictures.crop replica identity full;

create publication everything for all tables with (publish = 'insert, update, delete, truncate');
create publication texts for table newsroom.article, newsroom.author with (publish = 'insert, update');
create publication only_article for table only newsroom.article with (publish = 'delete');
create publication editions for table newsroom.edition with (publish_via_partition_root = true);
create publication edition_of_2024 for table newsroom.edition_2024 with (publish = 'truncate');
create publication empty;
create publication nothing_at_all with (publish = '');
create publication "To the archive: 100 %" for table newsroom.wrote, newsroom_pictures.picture, newsroom.inherited_article;

create subscription from_agency connection 'host=agency.invalid dbname=wire user=reader' publication wire with (connect = false);
create subscription from_sister connection 'host=sister.invalid port=5433 dbname=texts application_name=''our paper''' publication texts, "More texts"
    with (connect = false, slot_name = 'sister_slot', binary = true, streaming = true, synchronous_commit = remote_apply);
create subscription "Without a slot" connection 'dbname=nowhere host=nowhere.invalid' publication p
    with (connect = false, slot_name = none, enabled = false);
alter publication editions owner to newsroom_sender;
alter publication edition_of_2024 owner to newsroom_sender;

comment on publication texts is 'what the sister paper takes';
comment on subscription from_agency is 'not before noon';

-- what readers see of it
create view newsroom.front_page as
    select e.day, a.title, string_agg(coalesce(w.pseudonym, w.name), ' & ' order by w.name) as by_line
    from newsroom.edition e
    join newsroom.article a on a.id = e.article_id and not a.draft
    left join (newsroom.wrote r join newsroom.author w on w.id = r.author_id) on r.article_id = a.id
    where e.page = 1
    group by e.day, a.id;
create view newsroom.unpictured as
    select a.* from newsroom.article a
    except
    select a.* from newsroom.article a join newsroom_pictures.picture p on p.file like a.slug || '%';
create function newsroom.slug(title text) returns text
    language sql immutable strict as $$ select lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g')) $$;
create function newsroom.set_slug() returns trigger language plpgsql as $$
begin
    new.slug := coalesce(new.slug, newsroom.slug(new.title));
    return new;
end $$;
create trigger article_slug before insert on newsroom.article for each row execute function newsroom.set_slug();
alter table newsroom.article enable always trigger article_slug;
create index article_printed on newsroom.article (printed) where printed is not null;
create unique index picture_file on newsroom_pictures.picture (file);
create index wrote_author on newsroom.wrote (author_id, article_id desc);

comment on schema newsroom is 'texts';
comment on schema newsroom_pictures is 'and what goes with them';
comment on table newsroom.edition is 'by year';
comment on column newsroom.article.slug is 'identifies a row for the subscribers';
comment on view newsroom.front_page is 'with the by-line';

-- who corrects whom, in an order that the desk decides
create type newsroom.desk as enum ('politics', 'sport', 'weather');
alter type newsroom.desk add value 'culture' before 'sport';
alter type newsroom.desk rename value 'weather' to 'the weather';
create table newsroom.correction (
    article_id bigint not null references newsroom.article on delete cascade,
    desk newsroom.desk not null default 'politics',
    corrected_at timestamptz default transaction_timestamp(),
    text text not null,
    constraint correction_pk primary key (article_id, desk)
);
create rule correction_stays as on delete to newsroom.correction do instead nothing;
alter publication texts add table newsroom.correction;
alter publication "To the archive: 100 %" set (publish_via_partition_root = true);
comment on type newsroom.desk is 'where somebody sits';
comment on publication "To the archive: 100 %" is 'all of it';
