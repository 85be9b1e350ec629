CREATE TABLE tight (id int PRIMARY KEY, a varchar(10), b numeric(8,2), c int DEFAULT 7, d timestamp, e int, f text, g int DEFAULT 1);
CREATE INDEX tight_c ON tight (c);
