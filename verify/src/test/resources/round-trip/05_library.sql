-- A library's catalogue: full text search with dictionaries, configurations, a parser and templates of its own.
create schema library;
create schema library_search;
set search_path = library, library_search;

create text search template library_search.plain (init = dsimple_init, lexize = dsimple_lexize);
create text search template library_search.no_init (lexize = dsimple_lexize);
create text search template library_search.word_list (init = dsynonym_init, lexize = dsynonym_lexize);

create text search dictionary library_search.german_words (template = snowball, language = german, stopwords = german);
create text search dictionary library_search.titles (template = library_search.plain, stopwords = 'english', accept = false);
create text search dictionary library_search.everything (template = pg_catalog.simple);
create text search dictionary library_search.synonyms (template = library_search.word_list, synonyms = 'synonym_sample', casesensitive = true);
create text search dictionary library_search.spelling (template = ispell, dictfile = 'ispell_sample', afffile = 'ispell_sample',
    stopwords = 'english');
create text search dictionary library_search.thesaurus_of_ours (template = thesaurus, dictfile = 'thesaurus_sample',
    dictionary = pg_catalog.english_stem);

create text search parser library_search.words (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
create text search parser library_search.words_without_headline (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

create text search configuration library_search.german_titles (copy = pg_catalog.german);
alter text search configuration library_search.german_titles
    alter mapping for asciiword, word with library_search.titles, library_search.german_words;
alter text search configuration library_search.german_titles drop mapping for url, url_path, email;

create text search configuration library_search.call_numbers (parser = library_search.words);
alter text search configuration library_search.call_numbers
    add mapping for asciiword, numword, hword, hword_part with library_search.synonyms, library_search.spelling, library_search.everything;
alter text search configuration library_search.call_numbers add mapping for int with simple;

create text search configuration library_search.nothing (parser = library_search.words_without_headline);

create table author (
    id integer generated always as identity primary key,
    name text not null,
    lived int4range,
    name_words tsvector generated always as (to_tsvector('simple', name)) stored
);

create table book (
    isbn char(13) primary key check (isbn ~ '^97[89][0-9]{10}$'),
    title text not null,
    subtitle text default '',
    language regconfig not null default 'library_search.german_titles'::regconfig,
    abstract text,
    words tsvector,
    query tsquery default 'book & !lost'::tsquery,
    weighted tsvector generated always as (
        setweight(to_tsvector('library_search.german_titles'::regconfig, coalesce(title, '')), 'A')
        || setweight(to_tsvector('english', coalesce(abstract, '')), 'D')) stored
);
create table wrote (
    isbn char(13) references book on update cascade,
    author_id integer references author on delete restrict,
    place smallint not null default 1,
    primary key (isbn, author_id)
);
create table shelf_mark (
    isbn char(13) not null references book,
    mark text not null,
    dictionary regdictionary default 'library_search.titles'
);

create index book_words on book using gin (words);
create index book_weighted on book using gist (weighted tsvector_ops (siglen = 128));
create index book_title on book using gin (to_tsvector('library_search.german_titles', title));
create index book_query on book using gist (query);
create index author_words on author using gin (name_words) where lived is not null;
create index mark_words on shelf_mark using gin (to_tsvector('library_search.call_numbers'::regconfig, mark));

create function book_found(what text) returns setof book language sql stable as $$
    select b.* from library.book b where b.words @@ plainto_tsquery('library_search.german_titles', what)
$$;
create trigger book_words_kept before insert or update of title, abstract on book
    for each row execute function tsvector_update_trigger('words', 'library_search.german_titles', 'title', 'abstract');
create trigger book_words_by_language before update of language on book
    for each row execute function tsvector_update_trigger_column('words', 'language', 'title');

create view found as
    select isbn, ts_rank(words, query) as rank, ts_headline('library_search.german_titles'::regconfig, abstract, query,
        'MaxWords=20, StartSel=<b>') as part
    from book where words @@ query and not words @@ to_tsquery('english', 'draft | withdrawn');

comment on text search configuration library_search.german_titles is 'German without addresses of the web';
comment on text search dictionary library_search.titles is 'leaves everything to the next one but stop words';
comment on text search parser library_search.words is 'the default one, by another name';
comment on text search template library_search.plain is 'as simple';
comment on column book.weighted is 'title before abstract';
comment on function book_found(text) is 'what a reader types';
