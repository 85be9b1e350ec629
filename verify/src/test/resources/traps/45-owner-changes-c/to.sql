CREATE TABLE plant (id int PRIMARY KEY, name text);
CREATE VIEW plants AS SELECT id, name FROM plant;
CREATE FUNCTION water() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE plant OWNER TO pg_monitor;
ALTER VIEW plants OWNER TO pg_monitor;
ALTER FUNCTION water() OWNER TO pg_monitor;
GRANT SELECT ON plant TO pg_read_all_stats;
GRANT SELECT, UPDATE ON plants TO pg_read_all_stats;
