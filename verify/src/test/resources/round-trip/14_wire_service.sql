-- A wire service: publications by schema, with filters and lists of columns, and subscriptions with more options.
-- from: 15
-- role: wire_publisher
create schema wire;
create schema wire_sport;
create schema "Wire Photos";
create type wire.urgency as enum ('flash', 'bulletin', 'normal');

create table wire.item (
    id bigint generated always as identity primary key,
    urgency wire.urgency not null default 'normal',
    headline text not null,
    body text,
    embargo timestamptz,
    internal_note text,
    words integer generated always as (array_length(regexp_split_to_array(body, '\s+'), 1)) stored,
    constraint item_headline unique nulls not distinct (headline, embargo)
);
create table wire.client (id integer primary key, name text, country char(2), price numeric, paid boolean not null default false);
create table wire.delivery (
    client_id integer not null references wire.client on delete cascade,
    item_id bigint not null references wire.item,
    day date not null default current_date,
    via text,
    primary key (client_id, item_id, day)
) partition by range (day);
create table wire.delivery_now partition of wire.delivery for values from ('2025-01-01') to (maxvalue);
create table wire.delivery_before partition of wire.delivery default;
create table wire_sport.match (id integer primary key, home text not null, away text not null, goals int[] not null default '{0,0}');
create table wire_sport.league (id integer primary key, title text);
create table "Wire Photos"."Photo" ("Id" uuid primary key default gen_random_uuid(), "Taken by" text, pixels bytea);
create unlogged table wire.scratch (line text);

create publication all_of_sport for tables in schema wire_sport;
create publication sport_and_photos for tables in schema wire_sport, "Wire Photos" with (publish = 'insert, delete');
create publication urgent for table wire.item (id, urgency, headline, body) where (headline not in ('', '-', 'test') and embargo is null);
create publication paid_clients for table wire.client (id, name, country) where (paid and price > 0::numeric), table wire.item where (id > 0)
    with (publish = 'insert');
create publication deliveries for table wire.delivery where (day > '2025-06-01'::date) with (publish_via_partition_root);
create publication delivery_parts for table wire.delivery_before where (client_id between 1 and 100), table only wire.delivery_now (client_id,
    item_id, day);
create publication mixed for table wire.client, tables in schema wire_sport;
alter publication mixed set (publish = 'update, truncate');
alter publication mixed add tables in schema "Wire Photos";
alter publication mixed drop tables in schema wire_sport;
alter publication deliveries owner to wire_publisher;

create subscription wire_two_phase connection 'host=a.invalid dbname=wire' publication urgent
    with (connect = false, two_phase = true, disable_on_error = true, streaming = on, binary = true, slot_name = 'two_phase');
create subscription wire_plain connection 'host=b.invalid dbname=wire password=''not a secret''' publication urgent, "Sports, all"
    with (connect = false, enabled = false, synchronous_commit = off);

-- views for those who may read what the view's owner may not, or the other way round
create view wire.own_items with (security_invoker = true) as select id, headline from wire.item where embargo is null;
create view wire.all_items with (security_invoker = false, security_barrier = true) as select * from wire.item;
create view wire.items_checked with (security_invoker, check_option = cascaded) as select id, urgency,
    headline from wire.item where urgency <> 'flash';

-- keys of 15: nulls that are alike, columns that are set to null alone
create table wire.assignment (
    country char(2),
    desk text,
    editor integer,
    note text,
    item_id bigint,
    constraint assignment_key unique nulls not distinct (country, desk) include (note) with (fillfactor = 60),
    constraint assignment_by_editor unique nulls distinct (editor, desk)
);
create unique index assignment_once on wire.assignment (item_id, editor) nulls not distinct where item_id > 0;
create unique index assignment_lower on wire.assignment (lower(desk)) include (country) nulls not distinct with (fillfactor = 44);
create index assignment_by_one_editor on wire.assignment (editor) nulls not distinct;
create table wire.desk (country char(2), name text not null, chief integer default 0, fallback integer default 7, primary key (country, name));
create table wire.shift (
    id integer primary key,
    country char(2),
    desk text default 'night',
    constraint shift_desk foreign key (country, desk) references wire.desk on delete set null (desk),
    constraint shift_desk_default foreign key (country, desk) references wire.desk on delete set default (desk, country) on update cascade,
    constraint shift_desk_both foreign key (country, desk) references wire.desk match full on delete set null (country, desk) deferrable
);

-- sequences and identities without a log
create unlogged sequence wire.tick increment 7;
create unlogged table wire.queue (id bigint generated always as identity, payload jsonb default '[]');
alter sequence wire.queue_id_seq set logged;
create table wire.audited (id integer generated by default as identity (sequence name wire.audited_numbers start 5), what text);
alter sequence wire.audited_numbers set unlogged;
create unlogged sequence wire.owned_tick owned by wire.audited.what;

create function wire.merge_clients() returns void language sql begin atomic
    insert into wire.client as c (id, name) select m.id, m.home from wire_sport.match m
        on conflict (id) do update set name = excluded.name where c.name is distinct from excluded.name;
    update wire.client c set (name, country) = (select l.title, 'AT' as country from wire_sport.league l where l.id = c.id) where c.country is null;
    delete from wire.delivery d using wire.client c where c.id = d.client_id and not c.paid;
end;
create function wire.merged() returns trigger language plpgsql as $$
begin
    merge into wire.client c using (values (1, 'one'), (2, 'two')) v(id, name) on c.id = v.id
        when matched and c.paid then update set name = v.name
        when matched then do nothing
        when not matched then insert (id, name) values (v.id, v.name);
    return null;
end $$;
create trigger item_merged after insert on wire.item for each statement execute function wire.merged();
create materialized view wire.prices as select country, regexp_count(string_agg(name, ','), 'a') as with_a from wire.client group by country;

comment on publication all_of_sport is 'with what comes later, too';
comment on publication urgent is 'at once';
comment on subscription wire_two_phase is 'waits for the second phase';
comment on constraint assignment_key on wire.assignment is 'two nulls are one desk';
comment on constraint shift_desk on wire.shift is 'the country stays';
comment on sequence wire.tick is 'lost in a crash';
