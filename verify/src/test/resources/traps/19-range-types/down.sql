DROP TYPE public.depth;

CREATE TYPE public.depth AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = public.depths);

ALTER TABLE "public"."zone" DROP COLUMN "load";

ALTER TABLE "public"."zone" DROP COLUMN "loads";

DROP TYPE public.weight;
