DROP VIEW "public"."dear";

DROP TABLE "public"."price";

CREATE VIEW "public"."price" AS SELECT id,
    amount
   FROM public.old_price
  WHERE (valid @> '2026-01-01'::date);

CREATE VIEW "public"."dear" AS SELECT id
   FROM public.price
  WHERE (amount > (100)::numeric);
