CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE DOMAIN shop.email AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT at CHECK (VALUE ~ '@') CONSTRAINT "So Long" CHECK (length(VALUE) < 99);
CREATE TYPE shop."Point" AS (x integer, "Y" numeric(10,2), label text COLLATE "C");
CREATE TYPE shop.span AS RANGE (SUBTYPE = integer);
CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer);
CREATE TABLE shop.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email shop.email UNIQUE,
  mood shop.mood DEFAULT 'happy',
  place shop."Point",
  years shop.span,
  name varchar(40) CHECK (name <> '')
) WITH (fillfactor = 80, autovacuum_enabled = false);
CREATE TABLE shop.orders (id serial PRIMARY KEY, user_id bigint REFERENCES shop.users ON DELETE CASCADE, at date) ;
CREATE TABLE shop.parted (id integer, at date) PARTITION BY RANGE (id);
CREATE TABLE shop.part PARTITION OF shop.parted FOR VALUES FROM (0) TO (10);
CREATE INDEX parted_at ON shop.parted (at);
CREATE INDEX by_name ON shop.users (lower(name)) WHERE name IS NOT NULL;
ALTER TABLE shop.users CLUSTER ON users_pkey;
ALTER TABLE shop.users ALTER name SET (n_distinct = 5);
CREATE VIEW shop.happy AS SELECT id, name FROM shop.users WHERE mood = 'happy';
CREATE MATERIALIZED VIEW shop.counted AS SELECT mood, count(*) AS n FROM shop.users GROUP BY mood;
CREATE FUNCTION shop.twice(n integer, by integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * by';
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE RULE keep AS ON DELETE TO shop.orders DO INSTEAD NOTHING;
CREATE STATISTICS shop.related ON mood, name FROM shop.users;
ALTER TABLE shop.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.users FOR SELECT USING (mood = 'happy');
COMMENT ON DOMAIN shop.email IS 'where to write';
COMMENT ON COLUMN shop."Point".x IS 'to the right';
COMMENT ON FUNCTION shop.twice(integer, integer) IS 'as often';
GRANT SELECT ON shop.users TO PUBLIC;
GRANT UPDATE (name) ON shop.users TO PUBLIC;
