ALTER TYPE "public"."step" ADD VALUE 'two' BEFORE 'three';

ALTER TABLE "public"."walk" ADD COLUMN "at" date;

CREATE INDEX CONCURRENTLY "walk_step_new" ON "public"."walk" USING btree (step, at);

DROP INDEX "public"."walk_step";

ALTER INDEX "public"."walk_step_new" RENAME TO "walk_step";

COMMENT ON TYPE "public"."step" IS 'in order';
