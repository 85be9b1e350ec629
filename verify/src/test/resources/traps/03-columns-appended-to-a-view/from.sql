CREATE TABLE song (id int, title text, length interval, year int);
CREATE VIEW songs AS SELECT id, title FROM song;
CREATE VIEW titles AS SELECT title FROM songs;
GRANT SELECT ON songs TO pg_monitor;
