DROP VIEW "public"."best";

DROP FUNCTION "public"."cheapest"();

DROP VIEW "public"."free_seats";

ALTER TABLE "public"."seat" ALTER COLUMN "price" TYPE numeric(6,2);

CREATE VIEW "public"."free_seats" AS SELECT id,
    price
   FROM public.seat
  WHERE (NOT taken);

CREATE OR REPLACE FUNCTION public.cheapest()
 RETURNS integer
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT (min(free_seats.price))::integer AS min
    FROM public.free_seats
   WHERE (free_seats.price > (0)::numeric);
END;

CREATE VIEW "public"."best" AS SELECT id
   FROM public.free_seats
  WHERE (price = (public.cheapest())::numeric);

GRANT EXECUTE ON FUNCTION public.cheapest() TO pg_monitor;
