CREATE TABLE address (id int PRIMARY KEY, street text);
CREATE DOMAIN town AS text CHECK (VALUE <> '');
CREATE VIEW "size" AS SELECT id FROM address;
