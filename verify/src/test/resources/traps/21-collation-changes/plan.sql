DROP VIEW "public"."words";

DROP INDEX "public"."word_v";

ALTER TABLE "public"."word" ALTER COLUMN "w" TYPE text COLLATE public."my german";

CREATE INDEX word_v ON public.word USING btree (v COLLATE public."my german");

CREATE VIEW "public"."words" AS SELECT w
   FROM public.word
  ORDER BY w;
