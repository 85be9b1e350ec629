DROP VIEW "public"."areas";

DROP INDEX "public"."rect_area";

ALTER TABLE "public"."rect" DROP COLUMN "area";

ALTER TABLE "public"."rect" DROP COLUMN "edge";

ALTER TABLE "public"."rect" DROP COLUMN "wide";

ALTER TABLE "public"."rect" ADD COLUMN "area" integer GENERATED ALWAYS AS ((w * h)) STORED;

ALTER TABLE "public"."rect" ADD COLUMN "edge" integer GENERATED ALWAYS AS ((w + h)) STORED;

ALTER TABLE "public"."rect" ALTER COLUMN "ratio" DROP EXPRESSION;

ALTER TABLE "public"."rect" ADD COLUMN "wide" boolean GENERATED ALWAYS AS ((w > h)) STORED;

CREATE INDEX rect_area ON public.rect USING btree (area);

CREATE VIEW "public"."areas" AS SELECT rect.id,
    rect.area
   FROM public.rect;

COMMENT ON COLUMN "public"."rect"."area" IS 'in square metres';

GRANT SELECT (area) ON TABLE public.rect TO pg_monitor;
