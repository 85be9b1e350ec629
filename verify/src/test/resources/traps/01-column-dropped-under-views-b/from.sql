CREATE TABLE guest (id int PRIMARY KEY, name text, fax text);
CREATE VIEW book AS SELECT id, name, fax FROM guest;
CREATE VIEW short_book AS SELECT id, fax FROM book;
COMMENT ON VIEW book IS 'who may come';
GRANT SELECT ON short_book TO pg_monitor;
