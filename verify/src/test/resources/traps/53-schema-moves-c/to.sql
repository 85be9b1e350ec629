CREATE SCHEMA new_one;
CREATE TABLE new_one.customer (id serial PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE new_one.bill (id int PRIMARY KEY, customer int REFERENCES new_one.customer);
CREATE VIEW new_one.names AS SELECT name AS "first name" FROM new_one.customer;
CREATE FUNCTION new_one.count() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM new_one.customer; END;
GRANT SELECT ON new_one.names TO pg_monitor;
