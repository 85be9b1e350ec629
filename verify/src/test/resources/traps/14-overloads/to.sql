CREATE FUNCTION cut(text, int DEFAULT 2) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT left($1, greatest($2, 1))';
CREATE FUNCTION cut(text, bigint) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT left($1, $2::int)';
CREATE FUNCTION cut(text[]) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT left($1[1], 3)';
CREATE VIEW cuts AS SELECT cut('abc'::text, 2) AS a, cut(ARRAY['abc']) AS b;
COMMENT ON FUNCTION cut(text, int) IS 'two';
COMMENT ON FUNCTION cut(text, bigint) IS 'three';
GRANT EXECUTE ON FUNCTION cut(text[]) TO pg_monitor;
