DROP VIEW "public"."holes";

ALTER TABLE "public"."hole" DROP CONSTRAINT "n_first";

ALTER TABLE "public"."hole" ALTER COLUMN "n" TYPE integer;

CREATE VIEW "public"."holes" AS SELECT id,
    n
   FROM public.hole;

ALTER TABLE "public"."hole" DROP COLUMN "gone";
