-- Parcels and their addresses: domains with several constraints, composites, ranges, arrays of all of them.
create schema post;
set search_path = post, public;

create domain country as char(2) not null check (value = upper(value)) check (value <> 'XX');
create domain postcode as text
    constraint postcode_digits check (value ~ '^[0-9A-Z -]+$')
    constraint postcode_short check (length(value) between 3 and 10)
    default '0000';
create domain austrian_postcode as postcode constraint four_digits check (value ~ '^[1-9][0-9]{3}$') default '1010';
create domain vienna_postcode as austrian_postcode check (value like '1%');
create domain weight as numeric(7, 3) default 0.1 constraint weight_given not null constraint weight_positive check (value > 0::numeric);
alter domain weight add constraint weight_below_a_ton check (value < 1000) not valid;
alter domain weight add constraint weight_seen_later check (value <> 13.013) not valid;
alter domain weight validate constraint weight_seen_later;
create domain barcodes as char(13)[] check (array_length(value, 1) <= 4);
create domain coordinates as point check (value[0] between -180 and 180 and value[1] between -90 and 90);
create domain object_of_json as jsonb check (jsonb_typeof(value) = 'object') default '{}';
create domain moment as timestamp(0) with time zone default now();
create domain duration as interval hour to second(2) default '1 hour';
create domain bits as bit varying(12) default b'1010' check (bit_length(value) > 0);
create domain name_of_person as varchar(60) collate "C" check (trim(both from value) = value);
create domain anything as text;
create domain untouched as anything;

create type street as (name text collate "C", number varchar(8), stair integer);
create type address as (street street, postcode postcode, city name_of_person, country country, place coordinates, lines text[]);
create type empty_row as ();
create type parcel_size as (width numeric(5, 1), height numeric(5, 1), depth real, bits bit(3), since timestamp(3) without time zone, code "char");
create type route as (stops address[], legs numrange[], weights weight[]);
alter type address drop attribute lines;
alter type address add attribute note varchar(30) collate "POSIX";
create domain home_address as address check ((value).country is not null and ((value).street).number <> '0');
create domain weights as weight[] check (array_position(value, null) is null);

create function weight_apart_of_weights(weight, weight) returns float8 language sql immutable strict as $$ select ($1 - $2)::float8 $$;
create type weight_range as range (subtype = weight, subtype_diff = weight_apart_of_weights);
create type code_range as range (subtype = anything, subtype_opclass = text_ops, collation = "C", multirange_type_name = "code ranges");
create type row_range as range (subtype = parcel_size);
create type step;
create function step_canonical(step) returns step language internal immutable strict as 'int4range_canonical';
create type step as range (subtype = integer, canonical = step_canonical, subtype_diff = int4range_subdiff, multirange_type_name = steps);

create table parcel (
    id uuid primary key default gen_random_uuid(),
    sender home_address not null,
    receiver address default row(row('Ring', '1', null), '1010', 'Wien', 'AT', '(16,48)', null)::address,
    size parcel_size,
    weight weight,
    other_weights weights default '{1.5,2}',
    nullable_weight numeric(7, 3),
    codes barcodes default array['1234567890123']::barcodes,
    label object_of_json not null,
    sent moment,
    took duration,
    flags bits,
    allowed weight_range default '[0.1,31.5]',
    tracking code_range[] default '{"[a,b)","[c,d]"}',
    all_codes "code ranges",
    kept row_range,
    steps step default '[1,5)',
    via route,
    nothing empty_row,
    constraint sender_in_europe check ((sender).country in ('AT', 'DE', 'CH') and ((sender).street).name is not null),
    constraint weight_allowed check (weight <@ allowed)
);
create table parcel_history (old parcel, new parcel, changed moment not null) ;
create index parcel_postcode on parcel (((receiver).postcode), (((sender).street).name) collate "C") where (receiver).country = 'AT';
create index parcel_allowed on parcel using gist (allowed);
create view in_vienna as
    select p.id, (p.receiver).street.name as at, (p.receiver).postcode::vienna_postcode as code, (p.sender).*, p.size::text as how_big,
        row(p.weight, p.codes)::text as both, array[(p.receiver).street, row('x', 'y', 1)::street] as streets
    from parcel p where ((p.receiver).postcode)::text like '1%';
create function postage(p parcel, w weight default 1, country country default 'AT') returns weight language plpgsql immutable as $$
declare
    total weight := 1;
    a address;
begin
    a.country := country;
    return (total + w)::weight;
end $$;
create function empty_address() returns address language sql immutable begin atomic
    select row(row(null, null, 0)::street, '0000', 'nowhere', 'AT', null, null)::address;
end;
create function heavier(weight, weight) returns weight language sql immutable as $$ select greatest($1, $2) $$;
create aggregate heaviest(weight) (sfunc = heavier, stype = weight);

comment on domain weight is 'in kilograms';
comment on constraint weight_positive on domain weight is 'no balloons';
comment on constraint weight_below_a_ton on domain weight is 'since 2020';
comment on constraint postcode_digits on domain postcode is 'no lower case';
comment on constraint four_digits on domain austrian_postcode is 'none begins with 0';
comment on type address is 'where somebody lives';
comment on column address.city is 'as on the sign';
comment on column street.number is 'may have a letter';
comment on type weight_range is 'of parcels';
comment on type route is 'through the country';
comment on column parcel.sender is 'may be asked back';
