CREATE TYPE person AS (id int, name text, born date);
CREATE TABLE worker OF person (PRIMARY KEY (id), name WITH OPTIONS NOT NULL);
CREATE TABLE guest OF person;
CREATE TABLE child (id int, name text);
