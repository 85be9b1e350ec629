CREATE SCHEMA "Möbel; DROP";
CREATE TABLE "Möbel; DROP"."select" ("from" int PRIMARY KEY, "a""b" text, "Ünï cödé" text, "%s" int DEFAULT 1);
CREATE FUNCTION "Möbel; DROP".lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE VIEW "Möbel; DROP"."it's" AS SELECT "a""b" FROM "Möbel; DROP"."select";
