CREATE TYPE "post address" AS (street text, zip text, town text);
CREATE TABLE firm (id int PRIMARY KEY, at "post address");
CREATE FUNCTION town("post address") RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.town';
