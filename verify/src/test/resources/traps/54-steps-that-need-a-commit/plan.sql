DROP INDEX "public"."walk_step";

ALTER TYPE "public"."step" ADD VALUE 'two' BEFORE 'three';

ALTER TABLE "public"."walk" ADD COLUMN "at" date;

CREATE INDEX walk_step ON public.walk USING btree (step, at);

COMMENT ON TYPE "public"."step" IS 'in order';
