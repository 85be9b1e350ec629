ALTER TABLE "public"."rect" DROP COLUMN "ratio";

ALTER TABLE "public"."rect" DROP COLUMN "wide";

ALTER TABLE "public"."rect" ALTER COLUMN "area" SET EXPRESSION AS (((w * h) * 2));

ALTER TABLE "public"."rect" ALTER COLUMN "edge" DROP EXPRESSION;

ALTER TABLE "public"."rect" ADD COLUMN "ratio" integer GENERATED ALWAYS AS ((w / NULLIF(h, 0))) STORED;

ALTER TABLE "public"."rect" ADD COLUMN "wide" text GENERATED ALWAYS AS (((w > h))::text) STORED;
