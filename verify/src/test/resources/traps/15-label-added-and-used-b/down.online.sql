DROP VIEW "public"."wild_cats";

DROP INDEX "public"."cat_wild";

ALTER TABLE "public"."cat" DROP CONSTRAINT "no_play";

ALTER TABLE "public"."cat" ALTER COLUMN "mood" DROP DEFAULT;

ALTER TYPE "public"."mood" RENAME TO "mood__before_swap";

CREATE TYPE "public"."mood" AS ENUM('calm', 'wild');

ALTER TABLE "public"."cat" ALTER COLUMN "moods" TYPE public.mood[] USING "moods"::text[]::public.mood[];

DROP INDEX CONCURRENTLY "public"."cat_playful";

ALTER TABLE "public"."cat" ALTER COLUMN "mood" TYPE public.mood USING "mood"::text::public.mood;

ALTER TABLE "public"."cat" ALTER COLUMN "mood" SET DEFAULT 'calm'::public.mood;

CREATE VIEW "public"."wild_cats" AS SELECT id
   FROM public.cat
  WHERE (mood = 'wild'::public.mood);

DROP TYPE "public"."mood__before_swap";

CREATE INDEX CONCURRENTLY "cat_wild" ON "public"."cat" USING btree (id) WHERE (mood = 'wild'::public.mood);
