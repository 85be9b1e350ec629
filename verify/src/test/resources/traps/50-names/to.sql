CREATE SCHEMA "Möbel; DROP";
CREATE TABLE "Möbel; DROP"."select" ("from" bigint PRIMARY KEY, "a""b" varchar(99), "Ünï cödé" text COLLATE "C", "%s" int DEFAULT 2, "order" text DEFAULT 'it''s \ so' CHECK ("order" <> '\'));
CREATE FUNCTION "Möbel; DROP".lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE VIEW "Möbel; DROP"."it's" AS SELECT "a""b" FROM "Möbel; DROP"."select";
CREATE INDEX "index; --" ON "Möbel; DROP"."select" ("Möbel; DROP".lower("a""b"), pg_catalog.lower("Ünï cödé")) WHERE "%s" > 0;
COMMENT ON COLUMN "Möbel; DROP"."select"."a""b" IS 'a "b" \ it''s';
CREATE POLICY "p'p" ON "Möbel; DROP"."select" USING ("Ünï cödé" = "Möbel; DROP".lower("a""b"));
