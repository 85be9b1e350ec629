CREATE TABLE guest (id int PRIMARY KEY, name text);
CREATE VIEW book AS SELECT id, name FROM guest;
CREATE VIEW short_book AS SELECT id, name AS fax FROM book;
COMMENT ON VIEW book IS 'who may come';
GRANT SELECT ON short_book TO pg_monitor;
