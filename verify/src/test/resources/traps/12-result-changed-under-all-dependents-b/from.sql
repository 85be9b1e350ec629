CREATE FUNCTION half(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
CREATE TABLE box (id int PRIMARY KEY, n int DEFAULT half(8), halved numeric GENERATED ALWAYS AS (half(n)) STORED, CHECK (half(n) > 0));
CREATE INDEX box_half ON box (half(n));
CREATE VIEW halves AS SELECT id, half(n) AS h FROM box;
