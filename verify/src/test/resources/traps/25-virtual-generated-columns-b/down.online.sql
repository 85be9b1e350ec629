DROP VIEW "public"."sums";

ALTER TABLE "public"."rect" DROP COLUMN "c";

ALTER TABLE "public"."rect" DROP COLUMN "d";

ALTER TABLE "public"."rect" ALTER COLUMN "a" SET EXPRESSION AS ((w + 1));

ALTER TABLE "public"."rect" ADD COLUMN "c" integer GENERATED ALWAYS AS ((w + 3)) STORED;

ALTER TABLE "public"."rect" ADD COLUMN "d" integer GENERATED ALWAYS AS ((w + 4)) VIRTUAL;

DROP INDEX CONCURRENTLY "public"."rect_b";

ALTER TABLE "public"."rect" DROP COLUMN "b";

ALTER TABLE "public"."rect" ADD COLUMN "b" integer GENERATED ALWAYS AS ((w + 2)) VIRTUAL;

CREATE VIEW "public"."sums" AS SELECT (a + b) AS ab,
    c
   FROM public.rect;
