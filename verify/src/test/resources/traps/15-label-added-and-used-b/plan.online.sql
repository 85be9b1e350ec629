ALTER TYPE "public"."mood" ADD VALUE 'playful' BEFORE 'wild';

ALTER TABLE "public"."cat" ALTER COLUMN "mood" SET DEFAULT 'playful'::public.mood;

ALTER TABLE "public"."cat" ADD CONSTRAINT "no_play" CHECK (((mood <> 'playful'::public.mood) OR (id > 0))) NOT VALID;

CREATE OR REPLACE VIEW "public"."wild_cats" AS SELECT id
   FROM public.cat
  WHERE (mood = ANY (ARRAY['playful'::public.mood, 'wild'::public.mood]));

ALTER TABLE "public"."cat" VALIDATE CONSTRAINT "no_play";

CREATE INDEX CONCURRENTLY "cat_playful" ON "public"."cat" USING btree (id) WHERE (mood = 'playful'::public.mood);
