DROP VIEW "public"."best";

DROP FUNCTION "public"."cheapest"();

DROP VIEW "public"."free_seats";

ALTER TABLE "public"."seat" ALTER COLUMN "price" TYPE integer;

CREATE VIEW "public"."free_seats" AS SELECT id,
    price
   FROM public.seat
  WHERE (NOT taken);

CREATE OR REPLACE FUNCTION public.cheapest()
 RETURNS integer
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT min(free_seats.price) AS min
    FROM public.free_seats;
END;

CREATE VIEW "public"."best" AS SELECT id
   FROM public.free_seats
  WHERE (price = public.cheapest());

GRANT EXECUTE ON FUNCTION public.cheapest() TO pg_monitor;
