CREATE TYPE "post address" AS (street text, town text, country char(2));
COMMENT ON COLUMN "post address".country IS 'ISO 3166';
CREATE TABLE firm (id int PRIMARY KEY, at "post address");
CREATE FUNCTION town("post address") RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.town';
