CREATE TYPE step AS ENUM ('one', 'two', 'three');
COMMENT ON TYPE step IS 'in order';
CREATE TABLE walk (id int PRIMARY KEY, step step NOT NULL, at date);
CREATE INDEX walk_step ON walk (step, at);
