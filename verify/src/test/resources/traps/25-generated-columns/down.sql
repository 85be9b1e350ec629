ALTER TABLE "public"."rect" DROP COLUMN "edge";

ALTER TABLE "public"."rect" DROP COLUMN "wide";

ALTER TABLE "public"."rect" ALTER COLUMN "area" SET EXPRESSION AS ((w * h));

ALTER TABLE "public"."rect" ADD COLUMN "edge" integer GENERATED ALWAYS AS ((w + h)) STORED;

ALTER TABLE "public"."rect" ALTER COLUMN "ratio" DROP EXPRESSION;

ALTER TABLE "public"."rect" ADD COLUMN "wide" boolean GENERATED ALWAYS AS ((w > h)) STORED;
