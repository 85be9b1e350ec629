DROP VIEW "public"."holes";

ALTER TABLE "public"."hole" ADD COLUMN "gone" text;

ALTER TABLE "public"."hole" ALTER COLUMN "n" TYPE bigint;

ALTER TABLE "public"."hole" ADD CONSTRAINT "n_first" UNIQUE (n, id);

CREATE VIEW "public"."holes" AS SELECT id,
    n,
    gone
   FROM public.hole;
