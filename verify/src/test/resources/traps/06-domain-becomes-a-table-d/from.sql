CREATE DOMAIN address AS text CHECK (VALUE <> '');
CREATE TABLE town (id int PRIMARY KEY);
CREATE TYPE "size" AS ENUM ('s', 'm');
