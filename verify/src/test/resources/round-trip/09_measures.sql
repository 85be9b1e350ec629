-- Quantities with units: base types on PostgreSQL's own functions, shells, operators, classes, families and casts.
create schema measures;
set search_path = measures, public;

-- a base type of fixed length, passed by value
create type metre;
create function metre_in(cstring) returns metre language internal immutable strict parallel safe as 'float8in';
create function metre_out(metre) returns cstring language internal immutable strict parallel safe as 'float8out';
create function metre_recv(internal) returns metre language internal immutable strict as 'float8recv';
create function metre_send(metre) returns bytea language internal immutable strict as 'float8send';
create type metre (
    input = metre_in, output = metre_out, receive = metre_recv, send = metre_send,
    internallength = 8, passedbyvalue, alignment = double, storage = plain,
    category = 'L', preferred = true, default = '0', delimiter = ';'
);

-- one of any length, with a modifier, collatable
create type remark;
create function remark_in(cstring, oid, integer) returns remark language internal immutable strict as 'varcharin';
create function remark_out(remark) returns cstring language internal immutable strict as 'varcharout';
create function remark_typmod_in(cstring[]) returns integer language internal immutable strict as 'varchartypmodin';
create function remark_typmod_out(integer) returns cstring language internal immutable strict as 'varchartypmodout';
create type remark (
    input = remark_in, output = remark_out, typmod_in = remark_typmod_in, typmod_out = remark_typmod_out,
    internallength = variable, storage = extended, collatable = true, category = 'S'
);

-- like another one; and a fixed array of a base type
create type token;
create function token_in(cstring) returns token language internal immutable strict as 'textin';
create function token_out(token) returns cstring language internal immutable strict as 'textout';
create type token (input = token_in, output = token_out, like = text, storage = external);
create type pair_of_metres;
create function pair_in(cstring) returns pair_of_metres language internal immutable strict as 'point_in';
create function pair_out(pair_of_metres) returns cstring language internal immutable strict as 'point_out';
create type pair_of_metres (
    input = pair_in, output = pair_out, internallength = 16, alignment = double,
    element = float8, subscript = raw_array_subscript_handler, analyze = array_typanalyze
);
-- the smallest alignments
create type letter;
create function letter_in(cstring) returns letter language internal immutable strict as 'charin';
create function letter_out(letter) returns cstring language internal immutable strict as 'charout';
create type letter (input = letter_in, output = letter_out, internallength = 1, passedbyvalue, alignment = char, category = 'Z');
create type small_count;
create function small_count_in(cstring) returns small_count language internal immutable strict as 'int2in';
create function small_count_out(small_count) returns cstring language internal immutable strict as 'int2out';
create type small_count (input = small_count_in, output = small_count_out, internallength = 2, passedbyvalue, alignment = int2);
-- announced and never made
create type furlong;
create function furlong_in(cstring) returns furlong language internal immutable strict as 'int4in';

create function metre_eq(metre, metre) returns boolean language internal immutable strict leakproof parallel safe as 'float8eq';
create function metre_ne(metre, metre) returns boolean language internal immutable strict as 'float8ne';
create function metre_lt(metre, metre) returns boolean language internal immutable strict as 'float8lt';
create function metre_le(metre, metre) returns boolean language internal immutable strict as 'float8le';
create function metre_gt(metre, metre) returns boolean language internal immutable strict as 'float8gt';
create function metre_ge(metre, metre) returns boolean language internal immutable strict as 'float8ge';
create function metre_cmp(metre, metre) returns integer language internal immutable strict as 'btfloat8cmp';
create function metre_hash(metre) returns integer language internal immutable strict as 'hashfloat8';
create function metre_hash_seeded(metre, bigint) returns bigint language internal immutable strict as 'hashfloat8extended';
create function metre_plus(metre, metre) returns metre language internal immutable strict as 'float8pl';
create function metre_minus(metre) returns metre language internal immutable strict as 'float8um';
create function metre_of_integer(integer) returns metre language internal immutable strict as 'i4tod';
create function metre_to_float(metre, integer, boolean) returns double precision language sql immutable strict as $$ select null::float8 $$;
create function metre_eq_float(metre, double precision) returns boolean language internal immutable strict as 'float8eq';

create operator = (leftarg = metre, rightarg = metre, function = metre_eq, commutator = =, negator = <>,
    restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator <> (leftarg = metre, rightarg = metre, function = metre_ne, commutator = <>, negator = =,
    restrict = neqsel, join = neqjoinsel);
create operator < (leftarg = metre, rightarg = metre, procedure = metre_lt, commutator = >, negator = >=,
    restrict = scalarltsel, join = scalarltjoinsel);
create operator <= (leftarg = metre, rightarg = metre, function = metre_le, commutator = >=, negator = >);
create operator > (leftarg = metre, rightarg = metre, function = metre_gt, commutator = <, negator = <=,
    restrict = scalargtsel, join = scalargtjoinsel);
create operator >= (leftarg = metre, rightarg = metre, function = metre_ge, commutator = <=, negator = <);
create operator + (leftarg = metre, rightarg = metre, function = metre_plus, commutator = +);
create operator - (rightarg = metre, function = metre_minus);
create operator == (leftarg = metre, rightarg = double precision, function = metre_eq_float);
create operator public.@#@ (leftarg = metre, rightarg = metre, function = metre_eq, commutator = operator(public.@#@));

create operator family metre_ops using btree;
create operator class metre_ops default for type metre using btree family metre_ops as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 metre_cmp(metre, metre);
create operator class metre_hash_ops default for type metre using hash as
    operator 1 =, function 1 metre_hash(metre), function 2 metre_hash_seeded(metre, bigint);
alter operator family metre_ops using btree add
    operator 3 == (metre, double precision),
    function 1 (metre, double precision) btfloat8cmp(double precision, double precision),
    function 2 (metre, metre) btfloat8sortsupport(internal);
create operator family empty_ops using gin;
create operator family integer_sets using gin;
create operator class integer_set for type integer[] using gin family integer_sets as
    operator 1 && (anyarray, anyarray),
    operator 2 @> (anyarray, anyarray),
    function 1 btint4cmp(integer, integer),
    function 2 ginarrayextract(anyarray, internal, internal),
    function 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal),
    function 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal),
    storage integer;
create operator class nearest_point for type point using gist as
    operator 1 << (point, point) for search,
    operator 15 <-> (point, point) for order by float_ops,
    function 1 gist_point_consistent(internal, point, smallint, oid, internal),
    function 2 gist_box_union(internal, internal),
    function 3 gist_point_compress(internal),
    function 5 gist_box_penalty(internal, internal, internal),
    function 6 gist_box_picksplit(internal, internal),
    function 7 gist_box_same(box, box, internal),
    function 8 gist_point_distance(internal, point, smallint, oid, internal),
    storage box;

create cast (integer as metre) with function metre_of_integer(integer) as implicit;
create cast (metre as double precision) with function metre_to_float(metre, integer, boolean) as assignment;
create cast (double precision as metre) without function;
create cast (token as text) without function as implicit;
create cast (text as token) without function as assignment;
create cast (metre as text) with inout as assignment;
create cast (remark as metre) with inout;

create table road (
    id integer primary key,
    length metre not null default '12.5',
    lanes metre[] default '{1;2}',
    note remark(40) collate "C",
    code token default 'none'::token,
    ends pair_of_metres,
    bounds point,
    numbers integer[],
    constraint road_length check (length > 0::metre and length operator(measures.<) '100000'::metre),
    exclude using btree (length with =)
);
create index road_length_order on road (length desc, (- length));
create index road_length_hash on road using hash (length);
create index road_numbers on road using gin (numbers integer_set);
create index road_bounds on road using gist (bounds nearest_point);
create index road_code on road (((code)::text) collate "POSIX");
create view long_road as select id, length + 5 as more, - length as less, length == 3.5::float8 as same, length operator(public.@#@) '1' as odd
    from road where length >= '1000' order by length using >;
create aggregate sum(metre) (sfunc = metre_plus, stype = metre, parallel = safe, combinefunc = metre_plus);
create function metre_first(metre, metre) returns metre language sql immutable strict as $$ select case when $1 < $2 then $1 else $2 end $$;
create aggregate shortest(metre) (sfunc = metre_first, stype = metre, sortop = <);

comment on type metre is 'a length';
comment on type furlong is 'nobody knows what it is';
comment on operator + (metre, metre) is 'end to end';
comment on operator - (none, metre) is 'back';
comment on operator class metre_ops using btree is 'by length';
comment on operator family empty_ops using gin is 'nothing in it yet';
comment on cast (integer as metre) is 'whole metres';
comment on cast (double precision as metre) is 'the same bits';
comment on aggregate sum(metre) is 'of a route';
comment on function metre_eq(metre, metre) is 'to the last bit';
