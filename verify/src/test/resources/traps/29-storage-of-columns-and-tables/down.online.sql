ALTER TABLE public.paper ALTER COLUMN page RESET (n_distinct_inherited);

ALTER TABLE "public"."paper" RESET (toast.autovacuum_enabled);

DROP INDEX "public"."paper_page";

DROP INDEX "public"."paper_words";

ALTER TABLE "public"."paper" ALTER COLUMN "page" SET STATISTICS -1;

ALTER TABLE "public"."paper" ALTER COLUMN "scan" SET STORAGE DEFAULT;

ALTER TABLE "public"."paper" ALTER COLUMN "scan" SET COMPRESSION DEFAULT;

ALTER TABLE "public"."paper" SET (fillfactor=90, autovacuum_enabled=false);

ALTER TABLE "public"."paper" RESET (parallel_workers);

ALTER TABLE "public"."paper" ALTER COLUMN "body" SET STORAGE EXTERNAL;

ALTER TABLE "public"."paper" ALTER COLUMN "words" SET STATISTICS 10;

ALTER TABLE public.paper ALTER COLUMN page SET (n_distinct=5);

CREATE INDEX CONCURRENTLY "paper_page" ON "public"."paper" USING btree (page) WITH (fillfactor='70');

CREATE INDEX CONCURRENTLY "paper_words" ON "public"."paper" USING gin (words);
