COMMENT ON COLUMN "Möbel; DROP"."select"."a""b" IS NULL;

DROP POLICY "p'p" ON "Möbel; DROP"."select";

DROP VIEW "Möbel; DROP"."it's";

ALTER TABLE "Möbel; DROP"."select" DROP CONSTRAINT "select_order_check";

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "from" TYPE integer;

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "%s" SET DEFAULT 1;

ALTER TABLE "Möbel; DROP"."select" DROP COLUMN "order";

DROP INDEX CONCURRENTLY "Möbel; DROP"."index; --";

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "a""b" TYPE text;

ALTER TABLE "Möbel; DROP"."select" ALTER COLUMN "Ünï cödé" TYPE text;

CREATE VIEW "Möbel; DROP"."it's" AS SELECT "a""b"
   FROM "Möbel; DROP"."select";
