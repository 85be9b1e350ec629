CREATE TABLE seat (id int PRIMARY KEY, taken boolean NOT NULL, price int NOT NULL);
CREATE VIEW free_seats AS SELECT id, price FROM seat WHERE NOT taken;
CREATE FUNCTION cheapest() RETURNS int LANGUAGE sql STABLE BEGIN ATOMIC SELECT min(price) FROM free_seats; END;
CREATE VIEW best AS SELECT id FROM free_seats WHERE price = cheapest();
CREATE FUNCTION text_body() RETURNS int LANGUAGE sql STABLE AS 'SELECT cheapest()';
GRANT EXECUTE ON FUNCTION cheapest() TO pg_monitor;
