CREATE TABLE plant (id int PRIMARY KEY, name text);
CREATE VIEW plants AS SELECT id FROM plant;
CREATE FUNCTION water() RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT SELECT ON plant TO pg_read_all_stats;
GRANT SELECT ON plants TO pg_read_all_stats;
