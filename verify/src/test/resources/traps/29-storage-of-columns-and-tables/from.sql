CREATE TABLE paper (id int PRIMARY KEY, body text, scan bytea, words text[], page int) WITH (fillfactor = 90, autovacuum_enabled = false);
ALTER TABLE paper ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE paper ALTER COLUMN page SET (n_distinct = 5);
ALTER TABLE paper ALTER COLUMN words SET STATISTICS 10;
CREATE INDEX paper_page ON paper (page) WITH (fillfactor = 70);
CREATE INDEX paper_words ON paper USING gin (words);
