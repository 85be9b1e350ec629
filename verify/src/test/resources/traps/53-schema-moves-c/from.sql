CREATE SCHEMA old;
CREATE TABLE old.customer (id serial PRIMARY KEY, "first name" text NOT NULL);
CREATE TABLE old.bill (id int PRIMARY KEY, customer int REFERENCES old.customer);
CREATE VIEW old.names AS SELECT "first name" FROM old.customer;
CREATE FUNCTION old.count() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM old.customer; END;
GRANT SELECT ON old.names TO pg_monitor;
