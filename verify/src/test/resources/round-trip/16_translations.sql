-- A translators' office: collations, languages, transforms, conversions.
create schema office;
set search_path = office, public;

create collation german_phone_book (provider = icu, locale = 'de-u-co-phonebk');
create collation ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation ignore_accents (provider = icu, locale = 'und-u-ks-level1-kc-true', deterministic = false);
create collation numbers_in_text (provider = icu, locale = 'en-u-kn-true');
create collation bytes (provider = libc, locale = 'C');
create collation bytes_by_parts (provider = libc, lc_collate = 'POSIX', lc_ctype = 'POSIX');
create collation copied from "C";
create collation "Österreich" (provider = icu, locale = 'de-AT');

create table term (
    id integer primary key,
    language text collate "C" not null default 'de',
    word text collate german_phone_book not null,
    word_any_case text collate ignore_case,
    "order" varchar(20) collate numbers_in_text,
    variants text[] collate "POSIX" default '{}'::text[],
    key text collate pg_catalog."default",
    constraint term_word unique (language, word),
    constraint term_case unique (word_any_case),
    constraint term_key check (key collate ignore_accents <> 'none' collate ignore_accents)
);
create index term_by_bytes on term (word collate bytes text_pattern_ops, (lower(key) collate "Österreich") desc);
create index term_order on term ("order" collate "default", language collate copied) where word collate "C" > 'm';
create index term_like on term using btree (key collate "C" text_pattern_ops);
create type entry as (word text collate german_phone_book, gloss text collate "C", plain text);
create domain headword as text collate german_phone_book check (value collate "C" !~ '^\s') default 'ohne';
create domain loose as text collate ignore_case;
create type words_between as range (subtype = text, collation = german_phone_book);
create table entries (e entry, h headword, l loose, h2 headword collate "C", w words_between);
create table by_letter (letter text collate german_phone_book not null, count integer) partition by range (letter collate "C");
create table by_letter_a_m partition of by_letter for values from ('A') to ('N');
create table by_letter_rest partition of by_letter default;
create view sorted as
    select id, word, word_any_case, min(word collate "C") over () as first, (word || key) collate "C" as both
    from term where word_any_case = 'Auto' order by word collate numbers_in_text desc, key using ~<~;
create materialized view heads as select distinct h collate ignore_case as h, l from entries;
create function same(a text, b text) returns boolean language sql immutable as $$ select a = b collate "C" $$;

-- procedural languages on the handler of another one, in C
create function call_house_language() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function inline_house_language(internal) returns void strict language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create function check_house_language(oid) returns void strict language c as '$libdir/plpgsql', 'plpgsql_validator';
create trusted language house_language handler call_house_language inline inline_house_language validator check_house_language;
create language untrusted_house_language handler call_house_language;
create extension pltcl;

create function in_house(word text) returns integer language house_language as $$ begin return length(word); end $$;
create function in_tcl(integer, integer) returns integer language pltcl strict as $$ if {$1 > $2} {return $1} ; return $2 $$;
create function in_untrusted() returns void language untrusted_house_language as 'begin null; end';

create function text_from_sql(internal) returns internal language internal immutable strict as 'prsd_lextype';
create function entry_to_sql(internal) returns integer language internal immutable strict as 'int4recv';
create function bigint_to_sql(internal) returns bigint language internal immutable strict as 'int8recv';
create transform for integer language sql (from sql with function text_from_sql(internal), to sql with function entry_to_sql(internal));
create transform for text language house_language (from sql with function text_from_sql(internal));
create transform for bigint language house_language (to sql with function bigint_to_sql(internal));
create function transformed(integer, text) returns integer language sql transform for type integer as $$ select $1 $$;
create function transformed_here(text, integer[]) returns text language house_language transform for type text as $$ begin return $1; end $$;

create conversion latin_to_utf8 for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create default conversion koi for 'KOI8R' to 'UTF8' from koi8r_to_utf8;
create conversion "from Windows" for 'WIN1252' to 'UTF8' from win_to_utf8;

comment on collation german_phone_book is 'ä as ae';
comment on collation "Österreich" is 'in between';
comment on language house_language is 'plpgsql in other clothes';
comment on transform for integer language sql is 'does nothing of use';
comment on conversion latin_to_utf8 is 'as the one that is built in';
comment on domain headword is 'with a collation of its own';
comment on column entry.gloss is 'what it means';
grant usage on language house_language to public;
revoke usage on language house_language from public;

-- jobs in several languages, sorted as each of them sorts
create table job (
    id integer generated always as identity primary key,
    source text collate "C" not null,
    target text collate german_phone_book,
    pages smallint check (pages > 0),
    title text collate ignore_case unique,
    constraint job_languages check (source <> target collate "C")
);
create index job_titles on job (title collate "C", target desc);
create policy job_seen on job using (title = 'public' collate ignore_case);
