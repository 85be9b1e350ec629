DROP VIEW "public"."holes";

ALTER TABLE "public"."hole" ADD COLUMN "gone" text;

ALTER TABLE "public"."hole" ALTER COLUMN "n" TYPE bigint;

CREATE UNIQUE INDEX CONCURRENTLY "n_first" ON "public"."hole" (n, id);

ALTER TABLE "public"."hole" ADD CONSTRAINT "n_first" UNIQUE USING INDEX "n_first";

CREATE VIEW "public"."holes" AS SELECT id,
    n,
    gone
   FROM public.hole;
