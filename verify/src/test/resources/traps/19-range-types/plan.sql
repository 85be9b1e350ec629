DROP TYPE public.depth;

CREATE TYPE public.depth AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = public.all_depths);

CREATE TYPE public.weight AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = public.weight_multirange);

ALTER TABLE "public"."zone" ADD COLUMN "load" public.weight;

ALTER TABLE "public"."zone" ADD COLUMN "loads" public.weight_multirange DEFAULT public.weight_multirange(public.weight((1)::numeric, (2)::numeric));

COMMENT ON TYPE public.weight IS 'in kg';
