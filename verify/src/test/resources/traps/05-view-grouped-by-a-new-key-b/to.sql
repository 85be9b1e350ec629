CREATE TABLE maker (id int NOT NULL, name text, CONSTRAINT "z key" PRIMARY KEY (id));
CREATE VIEW "a view" AS SELECT id, name, count(*) AS n FROM maker GROUP BY id;
