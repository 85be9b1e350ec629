CREATE TABLE animal (id int NOT NULL, legs int DEFAULT 4, name text CHECK (name <> '') NO INHERIT, gone int);
CREATE TABLE pet (owner text);
CREATE TABLE dog (bark int, owner text) INHERITS (animal, pet);
CREATE TABLE cat (id int NOT NULL, legs int, name text, gone int, purr int);
CREATE TABLE bird (gone int, wings int DEFAULT 2) INHERITS (animal);
ALTER TABLE bird ALTER COLUMN legs SET DEFAULT 2;
