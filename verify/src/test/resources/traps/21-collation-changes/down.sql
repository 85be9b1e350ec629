DROP VIEW "public"."words";

DROP INDEX "public"."word_v";

ALTER TABLE "public"."word" ALTER COLUMN "w" TYPE text COLLATE pg_catalog."C";

CREATE INDEX word_v ON public.word USING btree (v);

CREATE VIEW "public"."words" AS SELECT w
   FROM public.word
  ORDER BY w;
