-- The same old system's types, routines, operators and servers: names that need care on every kind that has one.
-- role: owner's "own"
create schema "Types";
create schema "fn; drop schema x";
create extension citext schema "Types";

create type "Types"."enum ""type""" as enum ('it''s', '"quoted"', 'back\slash', '', ' ', 'a,b', '{}', '--', '$$', '☃', 'NULL',
    'this label is as long as a label can be and that is 63 byte ok');
create type "Types"."composite.type" as ("a""b" integer, "select" text collate "C", "new
line" "Types"."enum ""type""", "--" numeric(4, 2)[]);
create domain "Types"."domain; --" as "Types"."composite.type"[] constraint "check ""it""" check (cardinality(value) < 5) constraint "check 'it'"
    check (value is null or array_ndims(value) = 1);
create domain "Types"."text" as text default 'it''s' constraint "not ""null""" not null constraint "☃" check (value <> '☃' or value ~ E'\\s\n');
create domain "Types"."Domain" as "Types"."text" check (value <> '$1');
create type "Types"."range" as range (subtype = text, collation = "POSIX", multirange_type_name = "Types"."multi ""range""");
create domain "Types"."domain ""d""" as integer constraint "con ""d""" check (value <> 1);
create type "Types"."range ""r""" as range (subtype = date);
create type "Types"."shell ""type""";
create type "Types"."Base";
create function "Types"."Base in"(cstring) returns "Types"."Base" language internal immutable strict as 'textin';
create function "Types"."Base ""out"""("Types"."Base") returns cstring language internal immutable strict as 'textout';
create type "Types"."Base" (input = "Types"."Base in", output = "Types"."Base ""out""", like = text, default = 'it''s "\ def', category = '"',
    delimiter = '''');
create type "Types"."_underscore" as enum ('a');
create type "Types"."integer" as ("integer" integer, "int4" int4);
create type "Types"."63 bytes is what a name may have, and this one has just so many" as enum ('x');

create table "Types"."all ""of"" them" (
    "e" "Types"."enum ""type""" default 'it''s',
    "ea" "Types"."enum ""type"""[] default array['back\slash', '"quoted"', 'a,b', '']::"Types"."enum ""type"""[],
    "c" "Types"."composite.type" default row(1, 'a''b', '{}', '{1.5}')::"Types"."composite.type",
    "d" "Types"."domain; --",
    "t" "Types"."text" default 'own',
    "dd" "Types"."Domain",
    "r" "Types"."range" default '["a""b","c)"]',
    "m" "Types"."multi ""range""",
    "b" "Types"."Base" default 'x',
    "i" "Types"."integer",
    "ci" "Types".citext default 'Ci'::"Types".citext,
    "sixty" "Types"."63 bytes is what a name may have, and this one has just so many"[],
    constraint "c" check (("c")."a""b" > 0 and ("c")."--"[1] = 1.5 and "ci" = 'ci')
);

create function "fn; drop schema x"."f""n"("a""b" integer, "select" text default 'it''s', out "out ""put""" "Types"."composite.type",
    variadic "$1" "Types"."enum ""type"""[] default '{}')
    language sql as $body$ select row("f""n"."a""b", "select", null, null)::"Types"."composite.type" /* $$ */ $body$;
create function "fn; drop schema x"."returns"() returns table ("Column ""one""" "Types"."text", "select" "Types"."enum ""type""") language plpgsql
    set search_path = "Types", "fn; drop schema x", "$user" set "my.setting" = 'it''s, "quoted" \ and $$' set datestyle = "ISO, MDY" as $_X$
#variable_conflict use_column
begin
    -- a comment; with a semicolon
    "Column ""one""" := $x$ $_$ $x$;
    return next;
end $_X$;
create function "fn; drop schema x"."atomic ""body"""("p""q" "Types"."composite.type") returns text language sql begin atomic
    select "X; y"."a""b"::text || '; end; --' as "; end" from (select ("p""q")."a""b", ';' as ";") as "X; y";
end;
create function "fn; drop schema x"."+"(integer) returns integer language sql immutable as 'select $1';
create function "fn; drop schema x"."trig ger"() returns trigger language plpgsql as 'begin return new; end';
create procedure "fn; drop schema x"."pro ""c"""() language sql as '';
create function "fn; drop schema x"."win ""dow"""() returns bigint language internal window as 'window_row_number';
create procedure "fn; drop schema x"."pro cedure"(inout "x y" integer default 1) language plpgsql as $$ begin "x y" := 2; end $$;
create function "fn; drop schema x"."agg step"(text, "Types"."text") returns text language sql immutable as $$ select $1 || $2 $$;
create aggregate "fn; drop schema x"."agg ""re"" gate"("Types"."text") (sfunc = "fn; drop schema x"."agg step", stype = text,
    initcond = 'it''s \ "q"');
create function "fn; drop schema x"."event ""trigger"""() returns event_trigger language plpgsql as 'begin end';
create function "fn; drop schema x"."op ""fn"""("Types"."Base", "Types"."text") returns boolean language sql immutable as $$ select true $$;
create function "fn; drop schema x"."dist"("Types"."composite.type", "Types"."composite.type") returns float8
    language sql immutable as $$ select 0.5::float8 $$;
create operator "fn; drop schema x".~@#%^&|`? (leftarg = "Types"."Base", rightarg = "Types"."text", function = "fn; drop schema x"."op ""fn""");
create operator "Types".<-> (leftarg = "Types"."composite.type", rightarg = "Types"."composite.type", function = "fn; drop schema x"."dist",
    commutator = operator("Types".<->));
create operator family "fn; drop schema x"."fam; ily" using btree;
create operator family "fn; drop schema x"."hash ""fam""" using hash;
create operator class "fn; drop schema x"."cl""ass" for type "Types"."Base" using hash family "fn; drop schema x"."hash ""fam""" as operator 1 =(text,
    text), function 1 hashtext(text);
create cast ("Types"."Base" as "Types"."enum ""type""") with inout;
create function "fn; drop schema x"."cast ""it"""("Types"."composite.type") returns "Types"."integer"
    language sql immutable as $$ select row(1, 2)::"Types"."integer" $$;
create cast ("Types"."composite.type" as "Types"."integer") with function "fn; drop schema x"."cast ""it"""("Types"."composite.type") as assignment;
create conversion "fn; drop schema x"."con""version" for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create collation "Types"."colla.tion ""C""" (lc_collate = 'C', lc_ctype = 'C');
create text search dictionary "Types"."dict ""ionary""" (template = simple, stopwords = 'english', "accept" = 'true');
create text search configuration "Types"."config ""uration""" (parser = "default");
alter text search configuration "Types"."config ""uration""" add mapping for asciiword with "Types"."dict ""ionary""";
create text search template "Types"."tem plate" (lexize = dsimple_lexize);
create text search parser "Types"."par ser" (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

create table "Types"."used" ("b" "Types"."Base", "x" text collate "Types"."colla.tion ""C""" default ('x' collate "Types"."colla.tion ""C"""),
    "g" tsvector generated always as (to_tsvector('"Types"."config ""uration"""'::regconfig, 'it''s')) stored);
create trigger "trigger ""quoted""; --" before update of "x", "b" on "Types"."used"
    for each row when (new."x" <> 'it''s; "q"') execute function "fn; drop schema x"."trig ger"('it''s', E'back\\slash\nline', '☃', '"', '', '$1');
create view "Types"."routines used" as select "fn; drop schema x"."+"(1) as "+", r."Column ""one""",
    "fn; drop schema x"."agg ""re"" gate"(r."Column ""one""") over () as "agg"
    from "fn; drop schema x"."returns"() as r;
create event trigger "event ""trigger""; --" on ddl_command_end
    when tag in ('CREATE CAST') execute function "fn; drop schema x"."event ""trigger"""();
create foreign data wrapper "wrap.per ""x""" options ("op""tion" 'it''s', "sel ect" '\');
create server "ser;ver ""x""" type 'it''s' version '"1"' foreign data wrapper "wrap.per ""x""" options (a '', "b c" '"q"');
create user mapping for "owner's ""own""" server "ser;ver ""x""" options ("user name" 'it''s', password '"; --');
create foreign table "Types"."foreign ""table""" ("col ""umn""" integer options ("name" 'it''s "x"')) server "ser;ver ""x""" options ("table" 'a.b; --');
create function "fn; drop schema x"."han dler"() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function "fn; drop schema x"."from ""sql"""(internal) returns internal language internal immutable strict as 'prsd_lextype';
create language "lan.guage ""x""" handler "fn; drop schema x"."han dler";
create access method "acc.ess ""method""" type table handler heap_tableam_handler;
create table "Types"."in it" (a integer) using "acc.ess ""method""";
create subscription "sub.scription ""x""; --" connection 'host=h.invalid password=''it\''s "x"''' publication "pub ""x""",
    "a, b" with (connect = false, slot_name = 'slot_x');
create transform for "Types"."Base" language "lan.guage ""x""" (from sql with function "fn; drop schema x"."from ""sql"""(internal));

alter function "fn; drop schema x"."f""n"(integer, text, "Types"."enum ""type"""[]) owner to "owner's ""own""";
grant execute on function "fn; drop schema x"."+"(integer) to "owner's ""own""" with grant option;
grant usage on type "Types"."enum ""type""" to "owner's ""own""";
revoke all on domain "Types"."domain; --" from public;

comment on type "Types"."enum ""type""" is E'it''s\n"it" \\';
comment on column "Types"."composite.type"."new
line" is '-- ☃';
comment on domain "Types"."text" is '$$';
comment on constraint "check ""it""" on domain "Types"."domain; --" is 'short';
comment on function "fn; drop schema x"."f""n"(integer, text, "Types"."enum ""type"""[]) is '''';
comment on operator "fn; drop schema x".~@#%^&|`? ("Types"."Base", "Types"."text") is 'all the letters';
comment on aggregate "fn; drop schema x"."agg ""re"" gate"("Types"."text") is 'agg';
comment on trigger "trigger ""quoted""; --" on "Types"."used" is '\';
comment on server "ser;ver ""x""" is '"';
comment on cast ("Types"."Base" as "Types"."enum ""type""") is 'cast';
comment on event trigger "event ""trigger""; --" is '?';
comment on transform for "Types"."Base" language "lan.guage ""x""" is ':x';
comment on subscription "sub.scription ""x""; --" is '{';
