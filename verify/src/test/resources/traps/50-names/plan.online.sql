DROP VIEW "Möbel; DROP"."it's";

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "a""b" TYPE character varying(99);

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "from" TYPE bigint;

ALTER TABLE "Möbel; DROP"."select" ADD COLUMN "order" text DEFAULT 'it''s \ so'::text;

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "Ünï cödé" TYPE text COLLATE pg_catalog."C";

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "%s" SET DEFAULT 2;

ALTER TABLE "Möbel; DROP"."select" ADD CONSTRAINT "select_order_check" CHECK (("order" <> '\'::text)) NOT VALID;

CREATE VIEW "Möbel; DROP"."it's" AS SELECT "a""b"
   FROM "Möbel; DROP"."select";

CREATE POLICY "p'p" ON "Möbel; DROP"."select" AS PERMISSIVE FOR ALL TO public USING (("Ünï cödé" = "Möbel; DROP".lower(("a""b")::text)));

COMMENT ON COLUMN "Möbel; DROP"."select"."a""b" IS E'a "b" \\ it''s';

ALTER TABLE "Möbel; DROP"."select" VALIDATE CONSTRAINT "select_order_check";

CREATE INDEX CONCURRENTLY "index; --" ON "Möbel; DROP"."select" USING btree ("Möbel; DROP".lower(("a""b")::text), lower("Ünï cödé")) WHERE ("%s" > 0);
