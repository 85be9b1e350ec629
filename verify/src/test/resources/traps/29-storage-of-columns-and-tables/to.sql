CREATE TABLE paper (id int PRIMARY KEY, body text, scan bytea, words text[], page int)
    WITH (fillfactor = 80, toast.autovacuum_enabled = false, parallel_workers = 2);
ALTER TABLE paper ALTER COLUMN scan SET STORAGE MAIN;
ALTER TABLE paper ALTER COLUMN scan SET COMPRESSION pglz;
ALTER TABLE paper ALTER COLUMN page SET (n_distinct = -0.5, n_distinct_inherited = 7);
ALTER TABLE paper ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE paper ALTER COLUMN page SET STATISTICS 500;
CREATE INDEX paper_page ON paper (page) WITH (fillfactor = 60);
CREATE INDEX paper_words ON paper USING gin (words) WITH (fastupdate = off);
