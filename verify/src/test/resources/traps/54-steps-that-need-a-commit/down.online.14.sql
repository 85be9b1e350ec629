DROP INDEX "public"."walk_step";

ALTER TYPE "public"."step" RENAME TO "step__before_swap";

CREATE TYPE "public"."step" AS ENUM('one', 'three');

ALTER TABLE "public"."walk" ALTER COLUMN "step" TYPE public.step USING "step"::text::public.step;

ALTER TABLE "public"."walk" DROP COLUMN "at";

DROP TYPE "public"."step__before_swap";

CREATE INDEX CONCURRENTLY "walk_step" ON "public"."walk" USING btree (step);
