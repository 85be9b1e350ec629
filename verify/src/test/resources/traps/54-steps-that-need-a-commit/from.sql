CREATE TYPE step AS ENUM ('one', 'three');
CREATE TABLE walk (id int PRIMARY KEY, step step NOT NULL);
CREATE INDEX walk_step ON walk (step);
