CREATE TABLE song (id int, title text, length interval, year int);
CREATE VIEW songs AS SELECT id, title, length, year FROM song WHERE year > 1900;
CREATE VIEW titles AS SELECT title FROM songs;
GRANT SELECT ON songs TO pg_monitor;
