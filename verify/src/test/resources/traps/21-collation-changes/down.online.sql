CREATE INDEX CONCURRENTLY "word_v_new" ON "public"."word" USING btree (v);

DROP VIEW "public"."words";

ALTER TABLE "public"."word" ALTER COLUMN "w" TYPE text COLLATE pg_catalog."C";

DROP INDEX "public"."word_v";

ALTER INDEX "public"."word_v_new" RENAME TO "word_v";

CREATE VIEW "public"."words" AS SELECT w
   FROM public.word
  ORDER BY w;
