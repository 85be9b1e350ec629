CREATE TABLE place (id int PRIMARY KEY, name text, seen timestamptz DEFAULT clock_timestamp(), rank int DEFAULT 3);
CREATE TABLE trip (id int PRIMARY KEY, start place, stops place[]);
CREATE FUNCTION label(place) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.name';
CREATE FUNCTION places() RETURNS SETOF place LANGUAGE sql STABLE AS 'TABLE place';
CREATE VIEW labels AS SELECT p.label FROM place p;
