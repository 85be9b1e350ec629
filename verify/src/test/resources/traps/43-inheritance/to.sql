CREATE TABLE animal (id int NOT NULL, legs int DEFAULT 3, name text CHECK (name <> '') NO INHERIT, age int);
CREATE TABLE pet (owner text);
CREATE TABLE dog (bark int, owner text) INHERITS (animal);
CREATE TABLE cat (id int NOT NULL, legs int, name text, age int, purr int) INHERITS (animal);
ALTER TABLE cat DROP COLUMN purr, ADD COLUMN purr int;
CREATE TABLE bird (gone int, wings int DEFAULT 2) INHERITS (animal);
ALTER TABLE bird ALTER COLUMN legs SET DEFAULT 2;
