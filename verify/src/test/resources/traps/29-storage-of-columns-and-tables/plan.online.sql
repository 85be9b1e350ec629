DROP INDEX "public"."paper_page";

DROP INDEX "public"."paper_words";

ALTER TABLE "public"."paper" ALTER COLUMN "body" SET STORAGE DEFAULT;

ALTER TABLE "public"."paper" SET (fillfactor=80, parallel_workers=2);

ALTER TABLE "public"."paper" RESET (autovacuum_enabled);

ALTER TABLE "public"."paper" ALTER COLUMN "page" SET STATISTICS 500;

ALTER TABLE "public"."paper" ALTER COLUMN "scan" SET STORAGE MAIN;

ALTER TABLE "public"."paper" ALTER COLUMN "scan" SET COMPRESSION pglz;

ALTER TABLE "public"."paper" ALTER COLUMN "words" SET STATISTICS 0;

ALTER TABLE public.paper ALTER COLUMN page SET (n_distinct=-0.5);

ALTER TABLE public.paper ALTER COLUMN page SET (n_distinct_inherited=7);

ALTER TABLE "public"."paper" SET (toast.autovacuum_enabled=false);

CREATE INDEX CONCURRENTLY "paper_page" ON "public"."paper" USING btree (page) WITH (fillfactor='60');

CREATE INDEX CONCURRENTLY "paper_words" ON "public"."paper" USING gin (words) WITH (fastupdate=off);
