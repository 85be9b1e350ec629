CREATE FUNCTION tax(net numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * rate';
CREATE FUNCTION split(text, OUT head text, OUT tail text) LANGUAGE sql IMMUTABLE AS $$SELECT left($1, 1), substr($1, 2)$$;
CREATE TABLE bill (net numeric CHECK (tax(net) >= 0), tax numeric GENERATED ALWAYS AS (tax(net, 0.07)) STORED);
CREATE VIEW taxes AS SELECT net, tax(net) AS tax FROM bill;
CREATE VIEW heads AS SELECT head FROM split('abc');
GRANT EXECUTE ON FUNCTION tax(numeric, numeric) TO pg_monitor;
REVOKE EXECUTE ON FUNCTION tax(numeric, numeric) FROM PUBLIC;
COMMENT ON FUNCTION tax(numeric, numeric) IS 'value added';
ALTER FUNCTION tax(numeric, numeric) OWNER TO pg_read_all_stats;
