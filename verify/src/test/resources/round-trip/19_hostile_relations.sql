-- What a careless migration of an old system left: tables, columns, keys and indexes with names that need care.
-- role: role "with" quotes
-- role: SELECT
-- role: röle; -- drop
create schema "Schema With Spaces";
create schema "a.b";
create schema "select";
create schema "semi;colon -- and a comment";
create schema "/* neither */ 'this'";
create schema "naïve Ünïcödé ☃ 表";
create schema "x23456781923456789012345678901234567890123456789012345678901abc";
create extension hstore schema "a.b";

create table "select"."table" (
    "user" integer primary key,
    "select" text not null default 'from',
    "from" timestamp default current_timestamp,
    "Order" integer default 1 constraint "check" check ("Order" > 0),
    "a""b" text,
    "a.b" text,
    " leading" text,
    "trailing " text,
    "new
line" text default E'new\nline',
    "tab	tab" text default E'\t',
    "back\slash" text default 'back\slash' || E'\\',
    "100 %s %d %%" numeric default 0.1,
    "$1" text default '$1',
    "$$" text default '$$',
    "?" boolean default true,
    ":name" integer,
    "{brace}" text default '{fn now()}',
    "--" text default '-- no comment',
    "/*" text default '/* neither */',
    "'" text default '''',
    "ß" text, "ẞ" text, "Ä" text, "ä" text, U&"a\0308" text,
    "表" text, "💧" text,
    "1st" integer, "_" integer, "UPPER" integer, "upper" integer,
    "null" integer, "true" boolean, "current_user" text,
    "oid" integer, "public" text,
    "c23456781923456789012345678901234567890123456789012345678901abc" integer
);
create table "a.b"."c.d" ("e.f" "a.b".hstore default '"a.b"=>"c"'::"a.b".hstore, "g" integer references "select"."table" ("user"));
create table "Schema With Spaces"."Table ""quoted""" ("Id" integer generated always as identity (sequence name "Schema With Spaces"."Its ""own"" numbers") primary key, "Ref" integer);
create table "Schema With Spaces"."table ""quoted""" ("id" serial);
create table "semi;colon -- and a comment"."drop table x; --" ("; rollback; --" text, "'; select 1; '" text);
create table "/* neither */ 'this'"."*/ /*" ("*/" integer, "/*" integer generated always as ("*/" + 1) stored);
create table "naïve Ünïcödé ☃ 表"."☃" ("☃" text collate "C", "е" integer, "e" integer);
create table "x23456781923456789012345678901234567890123456789012345678901abc"."t23456781923456789012345678901234567890123456789012345678901abc" (
    "i2345678192345678901234567890123456789012345678901234567890abcd" integer,
    "i2345678192345678901234567890123456789012345678901234567890abce" serial unique
);
alter table "Schema With Spaces"."Table ""quoted""" add constraint "fk ""to"" 'itself'; --" foreign key ("Ref")
    references "Schema With Spaces"."Table ""quoted""" ("Id");
alter table "select"."table" add constraint "unique" unique ("a""b", "a.b") include ("new
line");
alter table "select"."table" add constraint "con
straint" check ("$$" <> '$$' or "?" or "back\slash" ~ '^\\$' or "100 %s %d %%" % 2 = 0 or "'" like '%''%' escape '\');
alter table "a.b"."c.d" add constraint "exclude ""it""" exclude using btree ("g" with =);

create index "Index ""quoted""" on "select"."table" ("select", lower("a""b") desc, ("--" || '--'), "new
line" text_pattern_ops) where "/*" <> '/*';
create index "index" on "select"."table" ("user");
create index "☃ index" on "naïve Ünïcödé ☃ 表"."☃" ("☃" collate "POSIX");
create statistics "a.b"."stat ""istics""" on "select", "from" from "select"."table";
create sequence "a.b"."sequence.with.dots" increment 3;
create sequence "Schema With Spaces"."Sequence 'quoted'" owned by "Schema With Spaces"."Table ""quoted"""."Ref";
alter table "a.b"."c.d" alter column g set default nextval('"a.b"."sequence.with.dots"');
alter table "Schema With Spaces"."Table ""quoted""" alter column "Ref" set default nextval('"Schema With Spaces"."Sequence ''quoted''"');

create table "a.b"."Part ""ed""" ("Key" text, "Day" date) partition by list ("Key");
create table "a.b"."part 'of' it" partition of "a.b"."Part ""ed""" for values in ('it''s', 'back\slash', '"quoted"', E'new\nline', '', '☃', 'null',
    null);
create table "a.b"."part; --" partition of "a.b"."Part ""ed""" for values in ('NULL', '--', '$$', '''''') partition by range ("Day");
create table "a.b"."default" partition of "a.b"."Part ""ed""" default;
create table "a.b"."Child" ("more ""of it""" text) inherits ("a.b"."c.d", "select"."table");

create view "select"."view" ("Column ""one""", "select", "new
line", "☃") as select t."a""b" as "x y", t."user" as "group", t."new
line", t."表" as "from" from "select"."table" as t where t."$1" = '$1' and t."{brace}" is not null;
create view "a.b"."v.w" as with "with" as (select 1 as "as", 'a' as "A""") select "with"."as" as "as", "with"."A""", "window".* from "with",
    "a.b"."c.d" as "window";
create view "a.b"."View ""quoted""; --" as select w."as" as "X""y" from "a.b"."v.w" as w;
create materialized view "a.b"."Mat ""view""" as select 1 as "one ""1""" with no data;
create materialized view "a.b"."mat.view" as select "v.w"."as" as "As", 'it''s'::text as "it's" from "a.b"."v.w";
create unique index "mat.view index" on "a.b"."mat.view" ("As", "it's");
create rule "rule ""quoted""; --" as on update to "select"."view" do instead nothing;

grant select ("a""b", "new
line"), insert on "select"."table" to "role ""with"" quotes", "SELECT";
grant usage on schema "a.b", "select" to "röle; -- drop" with grant option;
alter table "a.b"."c.d" owner to "röle; -- drop";
alter default privileges for role "SELECT" in schema "a.b" grant all on tables to "role ""with"" quotes";
alter table "select"."table" enable row level security;
create policy "policy ""quoted""" on "select"."table" to "SELECT", "röle; -- drop" using ("user" > 0 and "select" <> current_user);
create publication "pub.lication ""x""" for table "a.b"."c.d", "select"."table";

comment on schema "select" is 'it''s "the" schema';
comment on table "select"."table" is E'line one\nline two -- not a comment\n/* nor this */ $$ \\ % ''quoted''';
comment on column "select"."table"."new
line" is 'new
line';
comment on column "select"."table"."a""b" is '''';
comment on constraint "con
straint" on "select"."table" is '☃';
comment on index "select"."Index ""quoted""" is '\';
comment on view "select"."view" is 'E''\n''';
comment on column "select"."view"."☃" is '{fn}';
comment on policy "policy ""quoted""" on "select"."table" is '$1 ? :name';
comment on rule "rule ""quoted""; --" on "select"."view" is '--';
comment on sequence "a.b"."sequence.with.dots" is '…';
