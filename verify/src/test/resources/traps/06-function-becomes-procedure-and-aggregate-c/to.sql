CREATE TABLE log (line text);
CREATE PROCEDURE "write log"(line text) LANGUAGE sql AS 'INSERT INTO log VALUES (line)';
CREATE FUNCTION add_up(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE total(bigint) (SFUNC = add_up, STYPE = bigint, INITCOND = '0');
GRANT EXECUTE ON PROCEDURE "write log"(text) TO pg_monitor;
COMMENT ON AGGREGATE total(bigint) IS 'of many';
