CREATE FUNCTION tax(net numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * rate';
CREATE FUNCTION tax(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT net * 0.19';
CREATE TABLE bill (net numeric CHECK (tax(net, 0.19) >= 0));
CREATE INDEX bill_tax ON bill (tax(net, 0.19));
REVOKE EXECUTE ON FUNCTION tax(numeric) FROM PUBLIC;
