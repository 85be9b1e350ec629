CREATE TYPE person AS (id int, name text);
CREATE TABLE worker OF person (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'x');
CREATE TABLE guest (id int, name text);
CREATE TABLE child OF person;
