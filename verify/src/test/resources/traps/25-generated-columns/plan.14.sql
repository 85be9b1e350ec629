DROP VIEW "public"."areas";

DROP INDEX "public"."rect_area";

ALTER TABLE "public"."rect" DROP COLUMN "area";

ALTER TABLE "public"."rect" DROP COLUMN "ratio";

ALTER TABLE "public"."rect" DROP COLUMN "wide";

ALTER TABLE "public"."rect" ADD COLUMN "area" integer GENERATED ALWAYS AS (((w * h) * 2)) STORED;

ALTER TABLE "public"."rect" ALTER COLUMN "edge" DROP EXPRESSION;

ALTER TABLE "public"."rect" ADD COLUMN "ratio" integer GENERATED ALWAYS AS ((w / NULLIF(h, 0))) STORED;

ALTER TABLE "public"."rect" ADD COLUMN "wide" text GENERATED ALWAYS AS (((w > h))::text) STORED;

CREATE INDEX rect_area ON public.rect USING btree (area);

CREATE VIEW "public"."areas" AS SELECT rect.id,
    rect.area
   FROM public.rect;

COMMENT ON COLUMN "public"."rect"."area" IS 'in square metres';

GRANT SELECT (area) ON TABLE public.rect TO pg_monitor;
