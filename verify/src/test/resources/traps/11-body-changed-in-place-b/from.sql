CREATE FUNCTION tax(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * 0.16';
CREATE TABLE bill (net numeric CHECK (tax(net) >= 0));
CREATE INDEX bill_tax ON bill (tax(net));
REVOKE EXECUTE ON FUNCTION tax(numeric) FROM PUBLIC;
