CREATE COLLATION "my german" (provider = icu, locale = 'de');
CREATE TABLE word (id int PRIMARY KEY, w text COLLATE "my german" NOT NULL UNIQUE, v text, CHECK (w <> ''));
CREATE INDEX word_v ON word (v COLLATE "my german");
CREATE VIEW words AS SELECT w FROM word ORDER BY w;
