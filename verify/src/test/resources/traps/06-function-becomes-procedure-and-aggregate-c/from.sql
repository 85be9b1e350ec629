CREATE TABLE log (line text);
CREATE FUNCTION "write log"(line text) RETURNS void LANGUAGE sql AS 'INSERT INTO log VALUES (line)';
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION add_up(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
GRANT EXECUTE ON FUNCTION "write log"(text) TO pg_monitor;
COMMENT ON FUNCTION total(bigint) IS 'of one';
